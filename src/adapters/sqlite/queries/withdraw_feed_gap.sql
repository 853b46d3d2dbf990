DELETE FROM feed_gap
WHERE after_event_id = :after_event_id AND before_event_id = :before_event_id AND proven = 0
