DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7)), @count BIGINT = :rows_max;
WITH oldest AS (
    SELECT TOP (@count) Id
    FROM FailedEvent WITH (UPDLOCK, READPAST, ROWLOCK)
    WHERE ResolvedAtUtc < @before
    ORDER BY ResolvedAtUtc)
DELETE FROM oldest
