DECLARE @parcel BIGINT = :parcel_id, @count BIGINT = :rows_max;
SELECT TOP (@count) EventId, CAST(Type AS NVARCHAR(600)), CONVERT(NVARCHAR(40), CreatedAtUtc, 127),
       CAST(StatusCode AS NVARCHAR(600)), CAST(RunId AS NVARCHAR(600)), Body, CONVERT(NVARCHAR(40), StoredAtUtc, 127)
FROM ScanEvent WHERE ParcelId = @parcel
ORDER BY EventId
