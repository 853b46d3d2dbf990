WITH oldest AS MATERIALIZED (
    SELECT id
    FROM failed_event
    WHERE resolved_at_utc < CAST(:before AS timestamptz)
    ORDER BY resolved_at_utc
    LIMIT CAST(:rows_max AS bigint)
    FOR UPDATE SKIP LOCKED)
DELETE FROM failed_event
USING oldest
WHERE failed_event.id = oldest.id
