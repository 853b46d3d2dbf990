INSERT INTO cursor_mark (at_utc, event_id) VALUES (:now, :event_id)
ON CONFLICT (at_utc) DO UPDATE SET event_id = excluded.event_id
