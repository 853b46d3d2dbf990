-- The filter is that of list_failed_events.sql.
SELECT count(*), coalesce(max(id), 0)
FROM failed_event
WHERE id <= CAST(:up_to_id AS bigint)
  AND (CAST(:reason AS text) = '' OR reason = CAST(:reason AS text))
  AND (CAST(:state AS text) = ''
       OR CAST(:state AS text) = CASE WHEN closed_as = 'discarded' THEN 'discarded'
            WHEN resolved_at_utc IS NOT NULL THEN 'resolved'
            WHEN retried_at_utc IS NOT NULL THEN 'retried' ELSE 'open' END)
  AND (CAST(:first_event_id AS bigint) < 0 OR event_id BETWEEN CAST(:first_event_id AS bigint) AND CAST(:last_event_id AS bigint))
