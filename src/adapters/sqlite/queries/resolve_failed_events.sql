UPDATE failed_event
SET resolved_at_utc = :now
WHERE resolved_at_utc IS NULL AND event_id IN (SELECT value FROM json_each(:event_ids))
