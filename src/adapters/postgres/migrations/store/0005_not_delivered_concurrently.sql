-- What was picked up and is not delivered, the longest waiting first. No column of it changes with each scan, so that updates stay HOT.
CREATE INDEX CONCURRENTLY IF NOT EXISTS parcel_not_delivered ON parcel_summary (picked_up_at_utc, parcel_id)
WHERE picked_up_at_utc IS NOT NULL AND delivered_at_utc IS NULL;
