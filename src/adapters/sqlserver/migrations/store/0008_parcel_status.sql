-- The parcels beside how old they may be and how the work stands, as a worker that lives last judged it; if none does, it stands still.
-- A view has to be made by a batch of its own. widen_parcel_id.sql drops it and makes it again.
EXEC(N'CREATE VIEW ParcelStatus AS
SELECT Parcel.ParcelId, Parcel.LatestEventId, Parcel.LatestType, Parcel.LatestCreatedDateTimeUtc, Parcel.LatestStatusCode,
       Parcel.LatestRunId, Parcel.PickedUpAtUtc, Parcel.PickedUpEventId, Parcel.DeliveredAtUtc, Parcel.DeliveredEventId,
       Told.AsOfUtc, COALESCE(Told.State, N''failing'') AS State
FROM ParcelSummary AS Parcel
LEFT JOIN (
    SELECT TOP (1) CAST(JSON_VALUE(Facts, N''$.complete_to_utc'') AS DATETIMEOFFSET(7)) AS AsOfUtc,
           CASE WHEN ToldAt > DATEADD(SECOND, -15, SYSDATETIMEOFFSET()) THEN JSON_VALUE(Facts, N''$.state'') ELSE N''failing'' END AS State
    FROM Worker
    WHERE JSON_VALUE(Facts, N''$.state'') <> N''''
    ORDER BY CASE WHEN ToldAt > DATEADD(SECOND, -15, SYSDATETIMEOFFSET()) THEN 0 ELSE 1 END, ToldAtUtc DESC
) AS Told ON 1 = 1');
