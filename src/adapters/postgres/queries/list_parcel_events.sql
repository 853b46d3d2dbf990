SELECT event_id, type, created_at_utc, status_code, run_id, body, stored_at_utc
FROM scan_event WHERE parcel_id = CAST(:parcel_id AS bigint)
ORDER BY event_id LIMIT CAST(:rows_max AS bigint)
