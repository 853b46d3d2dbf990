UPDATE feed_gap
SET closed_at_utc = CAST(:now AS timestamptz), closed_as = CAST(:closed_as AS text)
WHERE id = CAST(:id AS bigint) AND closed_at_utc IS NULL
