-- A gap that is not closed is open. No state stands for any.
DECLARE @below BIGINT = :below_id, @state NVARCHAR(20) = :state, @count BIGINT = :rows_max;
SELECT TOP (@count) Id, AfterEventId, BeforeEventId, CAST(Proven AS BIGINT), CONVERT(NVARCHAR(40), NoticedAtUtc, 127),
       COALESCE(ClosedAs, N'open'), CONVERT(NVARCHAR(40), ClosedAtUtc, 127)
FROM FeedGap
WHERE Id < @below AND (@state = N'' OR @state = COALESCE(ClosedAs, N'open'))
ORDER BY Id DESC
