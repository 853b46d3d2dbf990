UPDATE failed_event
SET resolved_at_utc = :now
WHERE resolved_at_utc IS NULL
  AND event_id IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(:event_ids AS json)))
