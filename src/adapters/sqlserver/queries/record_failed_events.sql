-- The body is the identity, also where it has no event id. A resolved one stays resolved: its event is applied, whatever comes again.
DECLARE @rows NVARCHAR(MAX) = CAST(:rows AS NVARCHAR(MAX)), @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
DECLARE @failed TABLE (
    Hash CHAR(64) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY, EventId BIGINT, ParcelId BIGINT,
    Reason NVARCHAR(200) NOT NULL, Detail NVARCHAR(MAX) NOT NULL, Body NVARCHAR(MAX) NOT NULL, Occurrences BIGINT NOT NULL);
INSERT INTO @failed (Hash, EventId, ParcelId, Reason, Detail, Body, Occurrences)
SELECT Hash, EventId, ParcelId, Reason, Detail, Body, Occurrences
FROM OPENJSON(@rows) WITH (
    Hash CHAR(64) '$.hash', EventId BIGINT '$.event_id', ParcelId BIGINT '$.parcel_id', Reason NVARCHAR(200) '$.reason',
    Detail NVARCHAR(MAX) '$.detail', Body NVARCHAR(MAX) '$.body', Occurrences BIGINT '$.occurrences');
UPDATE stored
SET Occurrences = stored.Occurrences + failed.Occurrences, LastFailedAtUtc = @now
FROM FailedEvent AS stored WITH (UPDLOCK, SERIALIZABLE)
JOIN @failed AS failed ON failed.Hash = stored.BodyHash;
INSERT INTO FailedEvent (
    EventId, ParcelId, Reason, Detail, Body, BodyHash, Occurrences, FailedAtUtc, LastFailedAtUtc)
SELECT EventId, ParcelId, Reason, Detail, Body, Hash, Occurrences, @now, @now
FROM @failed
WHERE NOT EXISTS (SELECT 1 FROM FailedEvent AS stored WHERE stored.BodyHash = Hash)
ORDER BY Hash
