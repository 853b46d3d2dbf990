-- No state, no reason, and a first event id below 0 stand for any.
DECLARE @up BIGINT = :up_to_id, @reason NVARCHAR(200) = :reason, @state NVARCHAR(20) = :state,
        @first BIGINT = :first_event_id, @last BIGINT = :last_event_id, @below BIGINT = :below_id, @count BIGINT = :rows_max;
SELECT TOP (@count) Id, EventId, ParcelId, CAST(Reason AS NVARCHAR(600)), Detail,
       CASE WHEN ClosedAs = N'discarded' THEN N'discarded'
            WHEN ResolvedAtUtc IS NOT NULL THEN N'resolved'
            WHEN RetriedAtUtc IS NOT NULL THEN N'retried' ELSE N'open' END,
       Occurrences, CONVERT(NVARCHAR(40), FailedAtUtc, 127), CONVERT(NVARCHAR(40), LastFailedAtUtc, 127)
FROM FailedEvent
WHERE Id < @below AND Id <= @up
  AND (@reason = N'' OR Reason = @reason)
  AND (@state = N''
       OR @state = CASE WHEN ClosedAs = N'discarded' THEN N'discarded'
            WHEN ResolvedAtUtc IS NOT NULL THEN N'resolved'
            WHEN RetriedAtUtc IS NOT NULL THEN N'retried' ELSE N'open' END)
  AND (@first < 0 OR EventId BETWEEN @first AND @last)
ORDER BY Id DESC
