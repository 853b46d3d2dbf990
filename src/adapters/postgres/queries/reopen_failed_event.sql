UPDATE failed_event SET retried_at_utc = NULL WHERE id = CAST(:id AS bigint) AND resolved_at_utc IS NULL
