DECLARE @ids NVARCHAR(MAX) = CAST(:message_ids AS NVARCHAR(MAX)), @queue NVARCHAR(50) = :dead_letter_queue;
UPDATE Message
SET Queue = @queue, VisibleAtUtc = SYSDATETIMEOFFSET(), ReceiveCount = 0
WHERE Id IN (SELECT CAST(value AS BIGINT) FROM OPENJSON(@ids))
