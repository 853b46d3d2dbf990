-- By these the oldest rows are found that need not be kept any longer. What is not resolved is not in the second.
CREATE INDEX CONCURRENTLY IF NOT EXISTS scan_event_stored ON scan_event (stored_at_utc);

CREATE INDEX CONCURRENTLY IF NOT EXISTS failed_event_resolved ON failed_event (resolved_at_utc) WHERE resolved_at_utc IS NOT NULL;
