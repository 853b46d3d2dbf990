DELETE FROM scan_event
WHERE event_id IN (
    SELECT event_id FROM scan_event WHERE stored_at_utc < :before ORDER BY stored_at_utc LIMIT :rows_max)
