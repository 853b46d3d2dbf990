SELECT last_event_id, window_low_event_id, settled_event_id, is_new, unpaid
FROM processing_state
WHERE id = 1
