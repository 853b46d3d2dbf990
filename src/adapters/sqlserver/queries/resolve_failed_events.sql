-- FORCESEEK, LOOP JOIN and FORCE ORDER, because another plan would lock every failed event on its way through the table.
DECLARE @ids NVARCHAR(MAX) = CAST(:event_ids AS NVARCHAR(MAX)), @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
DECLARE @applied TABLE (EventId BIGINT NOT NULL PRIMARY KEY);
INSERT INTO @applied (EventId) SELECT DISTINCT CAST(value AS BIGINT) FROM OPENJSON(@ids);
UPDATE failed
SET ResolvedAtUtc = @now
FROM @applied AS applied
JOIN FailedEvent AS failed WITH (FORCESEEK) ON failed.EventId = applied.EventId
WHERE failed.ResolvedAtUtc IS NULL
OPTION (LOOP JOIN, FORCE ORDER)
