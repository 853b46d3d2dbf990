DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7)), @count BIGINT = :rows_max;
DELETE FROM ScanEvent
WHERE EventId IN (
    SELECT TOP (@count) EventId
    FROM ScanEvent WITH (UPDLOCK, READPAST, ROWLOCK)
    WHERE StoredAtUtc < @before
    ORDER BY StoredAtUtc)
