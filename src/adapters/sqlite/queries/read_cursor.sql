SELECT last_event_id, window_low_event_id, settled_event_id, is_new
FROM processing_state
WHERE id = 1
