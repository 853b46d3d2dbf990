-- No state, no reason, and a first event id below 0 stand for any.
SELECT id, event_id, parcel_id, reason, detail,
       CASE WHEN closed_as = 'discarded' THEN 'discarded'
            WHEN resolved_at_utc IS NOT NULL THEN 'resolved'
            WHEN retried_at_utc IS NOT NULL THEN 'retried' ELSE 'open' END,
       occurrences, failed_at_utc, last_failed_at_utc
FROM failed_event
WHERE id < :below_id AND id <= :up_to_id
  AND (:reason = '' OR reason = :reason)
  AND (:state = ''
       OR :state = CASE WHEN closed_as = 'discarded' THEN 'discarded'
            WHEN resolved_at_utc IS NOT NULL THEN 'resolved'
            WHEN retried_at_utc IS NOT NULL THEN 'retried' ELSE 'open' END)
  AND (:first_event_id < 0 OR event_id BETWEEN :first_event_id AND :last_event_id)
ORDER BY id DESC
LIMIT :rows_max
