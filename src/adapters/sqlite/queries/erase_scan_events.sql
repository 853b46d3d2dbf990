DELETE FROM scan_event WHERE parcel_id = :parcel_id
