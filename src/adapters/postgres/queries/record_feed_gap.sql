INSERT INTO feed_gap (after_event_id, before_event_id, noticed_at_utc)
VALUES (:after_event_id, :before_event_id, :now)
ON CONFLICT (after_event_id, before_event_id) DO NOTHING
