-- Longest visible first, so that what came back is not kept waiting by what is new. What another receiver is just looking at is its own.
DECLARE @queue NVARCHAR(50) = :queue, @count BIGINT = :messages_max;
SELECT TOP (@count) Id, CAST(ReceiveCount AS BIGINT)
FROM Message WITH (UPDLOCK, READPAST, ROWLOCK)
WHERE Queue = @queue AND VisibleAtUtc <= SYSDATETIMEOFFSET()
ORDER BY VisibleAtUtc, Id
