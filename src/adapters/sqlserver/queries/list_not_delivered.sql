-- The casts are explained in find_parcel.sql.
DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7)),
        @picked DATETIMEOFFSET(7) = CAST(:picked_up_at AS DATETIMEOFFSET(7)), @after BIGINT = :after, @count BIGINT = :rows_max;
SELECT TOP (@count) CAST(ParcelId AS BIGINT), LatestEventId, CAST(LatestType AS NVARCHAR(600)),
       CONVERT(NVARCHAR(40), LatestCreatedDateTimeUtc, 127), CAST(LatestStatusCode AS NVARCHAR(600)),
       CAST(LatestRunId AS NVARCHAR(600)), CONVERT(NVARCHAR(40), PickedUpAtUtc, 127), PickedUpEventId,
       CONVERT(NVARCHAR(40), DeliveredAtUtc, 127), DeliveredEventId
FROM ParcelSummary
WHERE DeliveredAtUtc IS NULL AND PickedUpAtUtc IS NOT NULL AND PickedUpAtUtc < @before
  AND (PickedUpAtUtc > @picked OR (PickedUpAtUtc = @picked AND ParcelId > @after))
ORDER BY PickedUpAtUtc, ParcelId
