-- What another worker is forgetting is passed over; READCOMMITTEDLOCK is explained in due_messages.sql, the count in advance_cursor.sql.
DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7)), @count BIGINT = :rows_max;
DELETE FROM ScanEvent
WHERE EventId IN (
    SELECT TOP (@count) EventId
    FROM ScanEvent WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
    WHERE StoredAtUtc < @before
    ORDER BY StoredAtUtc);
SELECT CAST(@@ROWCOUNT AS BIGINT)
