WITH oldest AS MATERIALIZED (
    SELECT event_id
    FROM scan_event
    WHERE stored_at_utc < CAST(:before AS timestamptz)
    ORDER BY stored_at_utc
    LIMIT CAST(:rows_max AS bigint)
    FOR UPDATE SKIP LOCKED)
DELETE FROM scan_event
USING oldest
WHERE scan_event.event_id = oldest.event_id
