-- Texts are cast to thrice their length, because SOCI makes its buffers a byte a character and the
-- driver answers in UTF-8.
SELECT CAST(ParcelId AS BIGINT), LatestEventId, CAST(LatestType AS NVARCHAR(600)), CONVERT(NVARCHAR(40), LatestCreatedDateTimeUtc, 127),
       CAST(LatestStatusCode AS NVARCHAR(600)), CAST(LatestRunId AS NVARCHAR(600)),
       CONVERT(NVARCHAR(40), PickedUpAtUtc, 127), PickedUpEventId,
       CONVERT(NVARCHAR(40), DeliveredAtUtc, 127), DeliveredEventId
FROM ParcelSummary
WHERE ParcelId = :parcel_id
