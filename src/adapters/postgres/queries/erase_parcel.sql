DELETE FROM parcel_summary WHERE parcel_id = CAST(:parcel_id AS bigint)
