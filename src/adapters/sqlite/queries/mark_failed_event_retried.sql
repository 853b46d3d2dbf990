UPDATE failed_event SET retried_at_utc = :now WHERE id = :id AND resolved_at_utc IS NULL
