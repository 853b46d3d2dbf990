INSERT INTO feed_gap (after_event_id, before_event_id, proven, noticed_at_utc)
VALUES (:after_event_id, :before_event_id, CAST(CAST(:proven AS int) AS boolean), :now)
ON CONFLICT (after_event_id, before_event_id) DO NOTHING
