-- Looks at the time again for servers that take the lock hints of due_messages and heed none, as Babelfish does.
-- @due gives the keys their order, in which FORCESEEK, LOOP JOIN and FORCE ORDER make every statement seek them: two transactions never
-- wait for each other crosswise, and none locks a row that is not its own. INTO, because a table with a trigger takes no other OUTPUT (334).
DECLARE @ids NVARCHAR(MAX) = CAST(:message_ids AS NVARCHAR(MAX)), @ns BIGINT = :visibility_ns;
DECLARE @due TABLE (Id BIGINT NOT NULL PRIMARY KEY);
DECLARE @claimed TABLE (Id BIGINT NOT NULL PRIMARY KEY);
INSERT INTO @due (Id) SELECT DISTINCT CAST(value AS BIGINT) FROM OPENJSON(@ids);
UPDATE stored
SET VisibleAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET()),
    ReceiveCount = stored.ReceiveCount + 1
OUTPUT inserted.Id INTO @claimed
FROM @due AS due
JOIN Message AS stored WITH (FORCESEEK) ON stored.Id = due.Id
WHERE stored.VisibleAtUtc <= SYSDATETIMEOFFSET()
OPTION (LOOP JOIN, FORCE ORDER);
SELECT stored.Id, CAST(stored.ReceiveCount AS BIGINT), stored.Body
FROM @claimed AS claimed
JOIN Message AS stored WITH (FORCESEEK) ON stored.Id = claimed.Id
OPTION (LOOP JOIN, FORCE ORDER)
