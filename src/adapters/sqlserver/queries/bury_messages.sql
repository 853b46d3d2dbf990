-- The order of the keys, and its hints, are those of claim_messages.sql.
DECLARE @ids NVARCHAR(MAX) = CAST(:message_ids AS NVARCHAR(MAX)), @queue NVARCHAR(50) = :dead_letter_queue;
DECLARE @exhausted TABLE (Id BIGINT NOT NULL PRIMARY KEY);
INSERT INTO @exhausted (Id) SELECT DISTINCT CAST(value AS BIGINT) FROM OPENJSON(@ids);
UPDATE stored
SET Queue = @queue, VisibleAtUtc = SYSDATETIMEOFFSET(), ReceiveCount = 0
FROM @exhausted AS exhausted
JOIN Message AS stored WITH (FORCESEEK) ON stored.Id = exhausted.Id
OPTION (LOOP JOIN, FORCE ORDER)
