SELECT id, event_id, parcel_id, reason, detail,
       CASE WHEN closed_as = 'discarded' THEN 'discarded'
            WHEN resolved_at_utc IS NOT NULL THEN 'resolved'
            WHEN retried_at_utc IS NOT NULL THEN 'retried' ELSE 'open' END,
       occurrences, failed_at_utc, last_failed_at_utc, body, edited_body
FROM failed_event
WHERE id = CAST(:id AS bigint)
