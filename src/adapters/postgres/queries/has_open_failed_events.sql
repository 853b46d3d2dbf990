SELECT CAST(EXISTS (
    SELECT 1 FROM failed_event
    WHERE resolved_at_utc IS NULL AND event_id BETWEEN :lowest AND :highest) AS int)
