-- The last of each kind, person and end stays: it says when that was done last.
DELETE FROM job
WHERE id = ANY (ARRAY(
    SELECT id
    FROM job
    WHERE ended_at_utc < CAST(:before AS timestamptz)
      AND id NOT IN (SELECT MAX(id) FROM job GROUP BY kind, who, state)
    ORDER BY ended_at_utc
    LIMIT CAST(:rows_max AS bigint)
    FOR UPDATE SKIP LOCKED))
