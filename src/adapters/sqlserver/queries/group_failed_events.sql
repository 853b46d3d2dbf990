DECLARE @state NVARCHAR(20) = :state, @count BIGINT = :rows_max;
SELECT TOP (@count) CAST(Reason AS NVARCHAR(600)), COUNT_BIG(*), CONVERT(NVARCHAR(40), MIN(FailedAtUtc), 127),
       CONVERT(NVARCHAR(40), MAX(LastFailedAtUtc), 127)
FROM FailedEvent
WHERE @state = N''
   OR @state = CASE WHEN ClosedAs = N'discarded' THEN N'discarded'
            WHEN ResolvedAtUtc IS NOT NULL THEN N'resolved'
            WHEN RetriedAtUtc IS NOT NULL THEN N'retried' ELSE N'open' END
GROUP BY Reason
ORDER BY COUNT_BIG(*) DESC, Reason
