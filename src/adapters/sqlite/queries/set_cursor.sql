INSERT INTO processing_state (
    id, last_event_id, updated_at_utc, cursor_moved_at_utc, window_low_event_id, settled_event_id,
    is_new, lease_epoch, lease_holder, lease_expires_ns, lease_boot_id, feed_state)
VALUES (1, :last_event_id, :now, :now, :last_event_id, 0, 1, 1, '', 0, '', '')
ON CONFLICT (id) DO UPDATE SET
    last_event_id = excluded.last_event_id,
    updated_at_utc = excluded.updated_at_utc,
    cursor_moved_at_utc = excluded.cursor_moved_at_utc,
    window_low_event_id = excluded.window_low_event_id,
    settled_event_id = min(settled_event_id, excluded.last_event_id),
    is_new = 1,
    lease_epoch = lease_epoch + 1
