DECLARE @count BIGINT = :rows_max;
SELECT TOP (@count) AfterEventId, BeforeEventId, CONVERT(NVARCHAR(40), NoticedAtUtc, 127), CAST(Proven AS BIGINT)
FROM FeedGap WHERE ClosedAtUtc IS NULL ORDER BY Id DESC
