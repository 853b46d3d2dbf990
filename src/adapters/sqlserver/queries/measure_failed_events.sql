-- The filter is that of list_failed_events.sql.
DECLARE @up BIGINT = :up_to_id, @reason NVARCHAR(200) = :reason, @state NVARCHAR(20) = :state,
        @first BIGINT = :first_event_id, @last BIGINT = :last_event_id;
SELECT COUNT_BIG(*), COALESCE(MAX(Id), 0)
FROM FailedEvent
WHERE Id <= @up
  AND (@reason = N'' OR Reason = @reason)
  AND (@state = N''
       OR @state = CASE WHEN ClosedAs = N'discarded' THEN N'discarded'
            WHEN ResolvedAtUtc IS NOT NULL THEN N'resolved'
            WHEN RetriedAtUtc IS NOT NULL THEN N'retried' ELSE N'open' END)
  AND (@first < 0 OR EventId BETWEEN @first AND @last)
