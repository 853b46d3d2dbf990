-- The count is explained in advance_cursor.sql.
DECLARE @parcel BIGINT = :parcel_id;
DELETE FROM ParcelSummary WHERE ParcelId = @parcel;
SELECT CAST(@@ROWCOUNT AS BIGINT)
