DELETE FROM scan_event WHERE parcel_id = CAST(:parcel_id AS bigint)
