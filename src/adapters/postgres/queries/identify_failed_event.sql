UPDATE failed_event
SET event_id = CAST(:event_id AS bigint), parcel_id = CAST(:parcel_id AS bigint)
WHERE id = CAST(:id AS bigint) AND resolved_at_utc IS NULL
