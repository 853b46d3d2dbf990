INSERT INTO cursor_change (from_event_id, to_event_id, reason, changed_at_utc)
VALUES ((SELECT last_event_id FROM processing_state WHERE id = 1), :to_event_id, :reason, :now)
