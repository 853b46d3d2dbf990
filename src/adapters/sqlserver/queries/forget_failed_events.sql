DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7)), @count BIGINT = :rows_max;
DELETE FROM FailedEvent
WHERE Id IN (
    SELECT TOP (@count) Id
    FROM FailedEvent WITH (UPDLOCK, READPAST, ROWLOCK)
    WHERE ResolvedAtUtc < @before
    ORDER BY ResolvedAtUtc)
