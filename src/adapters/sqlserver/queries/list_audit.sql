DECLARE @below BIGINT = :below_id, @since DATETIMEOFFSET(7) = CAST(:since AS DATETIMEOFFSET(7)), @count BIGINT = :rows_max;
SELECT TOP (@count) Id, CONVERT(NVARCHAR(40), AtUtc, 127), CAST(Who AS NVARCHAR(1200)), What, Reason, Result
FROM Audit
WHERE Id < @below AND AtUtc >= @since
ORDER BY Id DESC
