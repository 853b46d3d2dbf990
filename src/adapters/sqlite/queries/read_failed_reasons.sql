-- Some of them, so that it is answered soon however many there are.
SELECT reason, count(*), min(failed_at_utc)
FROM (SELECT reason, failed_at_utc FROM failed_event WHERE resolved_at_utc IS NULL LIMIT :rows_max)
GROUP BY reason ORDER BY 2 DESC, 1
