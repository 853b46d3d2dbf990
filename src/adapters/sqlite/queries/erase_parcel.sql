DELETE FROM parcel_summary WHERE parcel_id = :parcel_id
