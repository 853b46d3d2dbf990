UPDATE failed_event SET retried_at_utc = CAST(:now AS timestamptz) WHERE id = CAST(:id AS bigint) AND resolved_at_utc IS NULL
