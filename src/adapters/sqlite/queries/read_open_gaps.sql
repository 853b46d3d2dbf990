SELECT after_event_id, before_event_id, noticed_at_utc, proven FROM feed_gap WHERE closed_at_utc IS NULL ORDER BY id DESC LIMIT :rows_max
