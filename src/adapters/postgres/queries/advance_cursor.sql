UPDATE processing_state
SET last_event_id = greatest(last_event_id, CAST(:last_event_id AS bigint)),
    is_new = is_new AND NOT :last_event_id > last_event_id,
    cursor_moved_at_utc = CASE WHEN :last_event_id > last_event_id THEN CAST(:now AS timestamptz)
                               ELSE cursor_moved_at_utc END,
    updated_at_utc = CAST(:now AS timestamptz),
    window_low_event_id = greatest(window_low_event_id, CAST(:window_low AS bigint)),
    unpaid = CASE WHEN CAST(:last_event_id AS bigint) >= last_event_id THEN CAST(:unpaid AS text) ELSE unpaid END
WHERE id = 1 AND lease_epoch = :epoch
