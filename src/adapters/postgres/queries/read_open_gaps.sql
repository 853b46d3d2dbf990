SELECT after_event_id, before_event_id, noticed_at_utc, CAST(proven AS int)
FROM feed_gap WHERE closed_at_utc IS NULL ORDER BY id DESC LIMIT CAST(:rows_max AS bigint)
