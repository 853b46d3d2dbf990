-- The body is the identity, also where it has no event id. A resolved one stays resolved: its event is applied, whatever comes again.
-- One that was retried is open again.
-- First the INSERT, with no occurrence yet, then the UPDATE of all, for the reason that merge_parcels.sql gives; its hints are explained
-- there too.
DECLARE @rows NVARCHAR(MAX) = CAST(:rows AS NVARCHAR(MAX)), @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
DECLARE @failed TABLE (
    Hash CHAR(64) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY, EventId BIGINT, ParcelId BIGINT,
    Reason NVARCHAR(200) NOT NULL, Detail NVARCHAR(MAX) NOT NULL, Body NVARCHAR(MAX) NOT NULL, Occurrences BIGINT NOT NULL);
INSERT INTO @failed (Hash, EventId, ParcelId, Reason, Detail, Body, Occurrences)
SELECT Hash, EventId, ParcelId, Reason, Detail, Body, Occurrences
FROM OPENJSON(@rows) WITH (
    Hash CHAR(64) '$.hash', EventId BIGINT '$.event_id', ParcelId BIGINT '$.parcel_id', Reason NVARCHAR(200) '$.reason',
    Detail NVARCHAR(MAX) '$.detail', Body NVARCHAR(MAX) '$.body', Occurrences BIGINT '$.occurrences');
INSERT INTO FailedEvent (
    EventId, ParcelId, Reason, Detail, Body, BodyHash, Occurrences, FailedAtUtc, LastFailedAtUtc)
SELECT EventId, ParcelId, Reason, Detail, Body, Hash, 0, @now, @now
FROM @failed
WHERE NOT EXISTS (SELECT 1 FROM FailedEvent AS stored WITH (UPDLOCK, SERIALIZABLE) WHERE stored.BodyHash = Hash)
ORDER BY Hash
OPTION (LOOP JOIN, FORCE ORDER);
UPDATE stored
SET Occurrences = stored.Occurrences + failed.Occurrences, LastFailedAtUtc = @now, RetriedAtUtc = NULL
FROM @failed AS failed
JOIN FailedEvent AS stored WITH (UPDLOCK, SERIALIZABLE) ON stored.BodyHash = failed.Hash
OPTION (LOOP JOIN, FORCE ORDER)
