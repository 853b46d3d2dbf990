-- Rows are counted up to kRowsCountedMax and one more (store_status.h).
SELECT LastEventId, WindowLowEventId, SettledEventId, CAST(IsNew AS BIGINT), Unpaid,
       CONVERT(NVARCHAR(40), CursorMovedAtUtc, 127), CAST(LeaseHolder AS NVARCHAR(1200)),
       CAST(CASE WHEN LeaseHolder <> N'' AND LeaseExpiresAtUtc > SYSDATETIMEOFFSET() THEN 1 ELSE 0 END AS BIGINT),
       LeaseEpoch, CONVERT(NVARCHAR(40), CaughtUpAtUtc, 127), CAST(FeedState AS NVARCHAR(3000)),
       (SELECT COUNT_BIG(*) FROM (SELECT TOP (1000001) 1 AS one FROM ParcelSummary) AS counted),
       (SELECT COUNT_BIG(*) FROM (SELECT TOP (1000001) 1 AS one FROM FailedEvent WHERE ResolvedAtUtc IS NULL) AS counted),
       (SELECT COUNT_BIG(*) FROM (SELECT TOP (1000001) 1 AS one FROM FailedEvent WHERE ResolvedAtUtc IS NOT NULL) AS counted),
       (SELECT COUNT_BIG(*) FROM (SELECT TOP (1000001) 1 AS one FROM FeedGap) AS counted)
FROM (SELECT 1 AS one) AS always LEFT JOIN ProcessingState ON Id = 1
