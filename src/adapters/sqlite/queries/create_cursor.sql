INSERT INTO processing_state (
    id, last_event_id, updated_at_utc, window_low_event_id, settled_event_id, is_new, lease_epoch,
    lease_holder, lease_expires_ns, lease_boot_id, feed_state)
VALUES (1, :last_event_id, :now, :last_event_id, :last_event_id, 1, 0, '', 0, '', '')
ON CONFLICT (id) DO NOTHING
