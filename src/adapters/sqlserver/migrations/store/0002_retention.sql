-- By these the oldest rows are found that need not be kept any longer. Not filtered: a filtered index asks settings of every session that
-- writes to its table.
CREATE INDEX ScanEventByStoredAt ON ScanEvent (StoredAtUtc);

CREATE INDEX FailedEventByResolvedAt ON FailedEvent (ResolvedAtUtc)
