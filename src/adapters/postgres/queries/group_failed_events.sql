SELECT reason, count(*), min(failed_at_utc), max(last_failed_at_utc)
FROM failed_event
WHERE CAST(:state AS text) = ''
   OR CAST(:state AS text) = CASE WHEN closed_as = 'discarded' THEN 'discarded'
            WHEN resolved_at_utc IS NOT NULL THEN 'resolved'
            WHEN retried_at_utc IS NOT NULL THEN 'retried' ELSE 'open' END
GROUP BY reason
ORDER BY count(*) DESC, reason
LIMIT CAST(:rows_max AS bigint)
