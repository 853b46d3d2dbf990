UPDATE failed_event SET retried_at_utc = NULL WHERE id = :id AND resolved_at_utc IS NULL
