UPDATE processing_state
SET lease_holder = '',
    caught_up_at_utc = coalesce(CAST(:caught_up_at AS timestamptz), caught_up_at_utc),
    window_low_event_id = greatest(window_low_event_id, :window_low),
    unpaid = CASE WHEN last_event_id = CAST(:last_event_id AS bigint) THEN CAST(:unpaid AS text) ELSE unpaid END,
    settled_event_id = greatest(settled_event_id, :settled_event_id),
    feed_state = :feed_state
WHERE id = 1 AND lease_epoch = :epoch AND lease_holder = :holder
