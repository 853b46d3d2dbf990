UPDATE failed_event
SET event_id = :event_id, parcel_id = :parcel_id
WHERE id = :id AND resolved_at_utc IS NULL
