-- The casts are explained in find_parcel.sql.
DECLARE @after BIGINT = :after, @count BIGINT = :rows_max;
SELECT TOP (@count) CAST(ParcelId AS BIGINT), LatestEventId, CAST(LatestType AS NVARCHAR(600)),
       CONVERT(NVARCHAR(40), LatestCreatedDateTimeUtc, 127), CAST(LatestStatusCode AS NVARCHAR(600)),
       CAST(LatestRunId AS NVARCHAR(600)), CONVERT(NVARCHAR(40), PickedUpAtUtc, 127), PickedUpEventId,
       CONVERT(NVARCHAR(40), DeliveredAtUtc, 127), DeliveredEventId
FROM ParcelSummary
WHERE ParcelId > @after
ORDER BY ParcelId
