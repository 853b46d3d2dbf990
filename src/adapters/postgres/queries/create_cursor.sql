INSERT INTO processing_state (id, last_event_id, updated_at_utc, window_low_event_id, settled_event_id)
VALUES (1, :last_event_id, :now, :last_event_id, :last_event_id)
ON CONFLICT (id) DO NOTHING
