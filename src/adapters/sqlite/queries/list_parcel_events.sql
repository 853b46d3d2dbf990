SELECT event_id, type, created_at_utc, status_code, run_id, body, stored_at_utc
FROM scan_event WHERE parcel_id = :parcel_id
ORDER BY event_id LIMIT :rows_max
