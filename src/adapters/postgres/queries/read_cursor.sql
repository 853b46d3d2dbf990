SELECT last_event_id, window_low_event_id, settled_event_id, CAST(is_new AS int), unpaid
FROM processing_state
WHERE id = 1
