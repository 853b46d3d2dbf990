-- A gap that is not closed is open. No state stands for any.
SELECT id, after_event_id, before_event_id, proven, noticed_at_utc, coalesce(closed_as, 'open'), closed_at_utc
FROM feed_gap
WHERE id < :below_id
  AND (:state = '' OR :state = coalesce(closed_as, 'open'))
ORDER BY id DESC
LIMIT :rows_max
