-- The last of each kind, person and end stays: it says when that was done last, and its id is not given again.
DELETE FROM job
WHERE id IN (
    SELECT id FROM job
    WHERE ended_at_utc < :before AND id NOT IN (SELECT MAX(id) FROM job GROUP BY kind, who, state)
    ORDER BY ended_at_utc LIMIT :rows_max)
