-- The last one stays, so that its id is not given again.
DELETE FROM feed_gap
WHERE id IN (
    SELECT id FROM feed_gap
    WHERE closed_at_utc < :before AND id < (SELECT MAX(id) FROM feed_gap)
    ORDER BY closed_at_utc LIMIT :rows_max)
