-- Longest visible first, so that what came back is not kept waiting by what is new. What another receiver is just looking at is its own.
-- The rows stay locked until claim_messages or bury_messages of the same transaction. Not one UPDATE TOP (n), which has no order and could
-- not tell the messages that were received too often. READCOMMITTEDLOCK, because a database with READ_COMMITTED_SNAPSHOT, as every one of
-- Azure is, refuses READPAST without it (650).
DECLARE @queue NVARCHAR(50) = :queue, @from DATETIMEOFFSET(7) = CAST(:visible_from AS DATETIMEOFFSET(7)), @count BIGINT = :messages_max;
SELECT TOP (@count) Id, CAST(ReceiveCount AS BIGINT), CONVERT(NVARCHAR(40), VisibleAtUtc, 127)
FROM Message WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
WHERE Queue = @queue AND VisibleAtUtc <= SYSDATETIMEOFFSET()
  AND VisibleAtUtc >= COALESCE(@from, CAST('0001-01-01' AS DATETIMEOFFSET(7)))
ORDER BY VisibleAtUtc, Id
