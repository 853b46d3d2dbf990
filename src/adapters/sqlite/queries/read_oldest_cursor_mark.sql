SELECT event_id FROM cursor_mark ORDER BY at_utc LIMIT 1
