-- A gap that is not closed is open. No state stands for any.
SELECT id, after_event_id, before_event_id, CAST(proven AS int), noticed_at_utc, coalesce(closed_as, 'open'), closed_at_utc
FROM feed_gap
WHERE id < CAST(:below_id AS bigint)
  AND (CAST(:state AS text) = '' OR CAST(:state AS text) = coalesce(closed_as, 'open'))
ORDER BY id DESC
LIMIT CAST(:rows_max AS bigint)
