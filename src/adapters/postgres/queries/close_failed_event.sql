UPDATE failed_event
SET resolved_at_utc = CAST(:now AS timestamptz), closed_as = CAST(:closed_as AS text), edited_body = CAST(:edited_body AS text)
WHERE id = CAST(:id AS bigint) AND resolved_at_utc IS NULL
