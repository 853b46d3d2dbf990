UPDATE failed_event
SET resolved_at_utc = CAST(:now AS timestamptz), closed_as = 'discarded'
WHERE resolved_at_utc IS NULL
  AND body_hash IN (SELECT value FROM json_array_elements_text(CAST(:body_hashes AS json)))
