UPDATE processing_state
SET last_event_id = max(last_event_id, :last_event_id),
    is_new = iif(:last_event_id > last_event_id, 0, is_new),
    cursor_moved_at_utc = iif(:last_event_id > last_event_id, :now, cursor_moved_at_utc),
    updated_at_utc = :now,
    window_low_event_id = max(window_low_event_id, :window_low),
    unpaid = iif(:last_event_id >= last_event_id, :unpaid, unpaid)
WHERE id = 1 AND lease_epoch = :epoch
