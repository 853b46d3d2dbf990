-- The report is made by another thread than the advances and may be older than the last of them: nothing goes back.
UPDATE processing_state
SET lease_expires_ns = clock_ns() + :duration_ns,
    lease_boot_id = boot_id(),
    caught_up_at_utc = coalesce(:caught_up_at, caught_up_at_utc),
    window_low_event_id = max(window_low_event_id, :window_low),
    unpaid = iif(last_event_id = :last_event_id, :unpaid, unpaid),
    settled_event_id = max(settled_event_id, :settled_event_id),
    feed_state = :feed_state
WHERE id = 1 AND lease_epoch = :epoch AND lease_holder = :holder
