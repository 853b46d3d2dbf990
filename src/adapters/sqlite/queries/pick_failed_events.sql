-- The filter is that of list_failed_events.sql.
SELECT id, event_id, parcel_id, reason, detail,
       CASE WHEN closed_as = 'discarded' THEN 'discarded'
            WHEN resolved_at_utc IS NOT NULL THEN 'resolved'
            WHEN retried_at_utc IS NOT NULL THEN 'retried' ELSE 'open' END,
       occurrences, failed_at_utc, last_failed_at_utc, body, edited_body
FROM failed_event
WHERE id > :above_id AND id <= :up_to_id
  AND (:reason = '' OR reason = :reason)
  AND (:state = ''
       OR :state = CASE WHEN closed_as = 'discarded' THEN 'discarded'
            WHEN resolved_at_utc IS NOT NULL THEN 'resolved'
            WHEN retried_at_utc IS NOT NULL THEN 'retried' ELSE 'open' END)
  AND (:first_event_id < 0 OR event_id BETWEEN :first_event_id AND :last_event_id)
ORDER BY id
LIMIT :rows_max
