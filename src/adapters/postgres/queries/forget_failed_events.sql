-- The ids as an array, as in forget_scan_events.sql.
DELETE FROM failed_event
WHERE id = ANY (ARRAY(
    SELECT id
    FROM failed_event
    WHERE resolved_at_utc < CAST(:before AS timestamptz)
    ORDER BY resolved_at_utc
    LIMIT CAST(:rows_max AS bigint)
    FOR UPDATE SKIP LOCKED))
