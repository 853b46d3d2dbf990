INSERT INTO processing_state AS stored (
    id, last_event_id, updated_at_utc, cursor_moved_at_utc, window_low_event_id, settled_event_id,
    lease_epoch)
VALUES (1, :last_event_id, :now, :now, :last_event_id, 0, 1)
ON CONFLICT (id) DO UPDATE SET
    last_event_id = excluded.last_event_id,
    updated_at_utc = excluded.updated_at_utc,
    cursor_moved_at_utc = excluded.cursor_moved_at_utc,
    window_low_event_id = excluded.window_low_event_id,
    settled_event_id = least(stored.settled_event_id, excluded.last_event_id),
    is_new = true,
    lease_epoch = stored.lease_epoch + 1
