-- The ids as an array: joined with them, a plan that is made before their number is known reads the
-- whole table.
DELETE FROM scan_event
WHERE event_id = ANY (ARRAY(
    SELECT event_id
    FROM scan_event
    WHERE stored_at_utc < CAST(:before AS timestamptz)
    ORDER BY stored_at_utc
    LIMIT CAST(:rows_max AS bigint)
    FOR UPDATE SKIP LOCKED))
