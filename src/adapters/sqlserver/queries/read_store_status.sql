SELECT LastEventId, WindowLowEventId, SettledEventId, CAST(IsNew AS BIGINT),
       CONVERT(NVARCHAR(40), CursorMovedAtUtc, 127), CAST(LeaseHolder AS NVARCHAR(1200)),
       CAST(CASE WHEN LeaseHolder <> N'' AND LeaseExpiresAtUtc > SYSDATETIMEOFFSET() THEN 1 ELSE 0 END AS BIGINT),
       LeaseEpoch, CONVERT(NVARCHAR(40), CaughtUpAtUtc, 127), CAST(FeedState AS NVARCHAR(3000)),
       (SELECT COUNT_BIG(*) FROM ParcelSummary),
       (SELECT COUNT_BIG(*) FROM FailedEvent WHERE ResolvedAtUtc IS NULL),
       (SELECT COUNT_BIG(*) FROM FailedEvent WHERE ResolvedAtUtc IS NOT NULL),
       (SELECT COUNT_BIG(*) FROM FeedGap)
FROM (SELECT 1 AS one) AS always LEFT JOIN ProcessingState ON Id = 1
