DELETE FROM failed_event
WHERE id IN (
    SELECT id FROM failed_event WHERE resolved_at_utc < :before ORDER BY resolved_at_utc LIMIT :rows_max)
