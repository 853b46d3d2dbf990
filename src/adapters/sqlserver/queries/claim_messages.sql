-- Looks at the time again for servers that take the lock hints of due_messages and heed none, as Babelfish does.
DECLARE @ids NVARCHAR(MAX) = CAST(:message_ids AS NVARCHAR(MAX)), @ns BIGINT = :visibility_ns;
UPDATE Message
SET VisibleAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET()),
    ReceiveCount = ReceiveCount + 1
OUTPUT inserted.Id, inserted.ReceiveCount, inserted.Body
WHERE Id IN (SELECT CAST(value AS BIGINT) FROM OPENJSON(@ids)) AND VisibleAtUtc <= SYSDATETIMEOFFSET()
