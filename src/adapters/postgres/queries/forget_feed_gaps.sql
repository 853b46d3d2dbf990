-- The last one stays, as in the other dialects.
DELETE FROM feed_gap
WHERE id = ANY (ARRAY(
    SELECT id
    FROM feed_gap
    WHERE closed_at_utc < CAST(:before AS timestamptz) AND id < (SELECT MAX(id) FROM feed_gap)
    ORDER BY closed_at_utc
    LIMIT CAST(:rows_max AS bigint)
    FOR UPDATE SKIP LOCKED))
