-- Some of them, so that it is answered soon however many there are.
DECLARE @count BIGINT = :rows_max;
SELECT CAST(Reason AS NVARCHAR(600)), COUNT_BIG(*), CONVERT(NVARCHAR(40), MIN(FailedAtUtc), 127)
FROM (SELECT TOP (@count) Reason, FailedAtUtc FROM FailedEvent WHERE ResolvedAtUtc IS NULL) AS counted
GROUP BY Reason ORDER BY COUNT_BIG(*) DESC, Reason
