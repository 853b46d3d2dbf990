DECLARE @hashes NVARCHAR(MAX) = CAST(:body_hashes AS NVARCHAR(MAX)), @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
DECLARE @failed TABLE (Hash CHAR(64) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY);
INSERT INTO @failed (Hash) SELECT DISTINCT CAST(value AS CHAR(64)) FROM OPENJSON(@hashes);
UPDATE stored
SET ResolvedAtUtc = @now, ClosedAs = N'discarded'
FROM @failed AS failed
JOIN FailedEvent AS stored ON stored.BodyHash = failed.Hash
WHERE stored.ResolvedAtUtc IS NULL
