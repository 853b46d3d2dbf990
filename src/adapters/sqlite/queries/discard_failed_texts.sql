UPDATE failed_event
SET resolved_at_utc = :now, closed_as = 'discarded'
WHERE resolved_at_utc IS NULL AND body_hash IN (SELECT value FROM json_each(:body_hashes))
