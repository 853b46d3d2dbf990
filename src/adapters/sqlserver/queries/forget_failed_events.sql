-- What another worker is forgetting is passed over; READCOMMITTEDLOCK is explained in due_messages.sql, the count in advance_cursor.sql.
DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7)), @count BIGINT = :rows_max;
DELETE FROM FailedEvent
WHERE Id IN (
    SELECT TOP (@count) Id
    FROM FailedEvent WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
    WHERE ResolvedAtUtc < @before
    ORDER BY ResolvedAtUtc);
SELECT CAST(@@ROWCOUNT AS BIGINT)
