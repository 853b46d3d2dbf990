INSERT INTO cursor_mark (at_utc, event_id) VALUES (CAST(:now AS timestamptz), CAST(:event_id AS bigint))
ON CONFLICT (at_utc) DO UPDATE SET event_id = excluded.event_id
