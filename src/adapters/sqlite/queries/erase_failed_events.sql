DELETE FROM failed_event WHERE parcel_id = :parcel_id
