UPDATE failed_event
SET resolved_at_utc = :now, closed_as = :closed_as, edited_body = :edited_body
WHERE id = :id AND resolved_at_utc IS NULL
