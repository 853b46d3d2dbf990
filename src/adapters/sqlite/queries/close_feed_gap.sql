UPDATE feed_gap
SET closed_at_utc = :now, closed_as = :closed_as
WHERE id = :id AND closed_at_utc IS NULL
