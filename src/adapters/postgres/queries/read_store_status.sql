-- Rows are counted up to kRowsCountedMax and one more (store_status.h).
SELECT last_event_id, window_low_event_id, settled_event_id, CAST(is_new AS int), unpaid, cursor_moved_at_utc,
       lease_holder,
       CAST(lease_holder <> '' AND lease_expires_at > statement_timestamp() AS int),
       lease_epoch, caught_up_at_utc, feed_state,
       (SELECT count(*) FROM (SELECT 1 FROM parcel_summary LIMIT 1000001) AS counted),
       (SELECT count(*) FROM (SELECT 1 FROM failed_event WHERE resolved_at_utc IS NULL LIMIT 1000001) AS counted),
       (SELECT count(*) FROM (SELECT 1 FROM failed_event WHERE resolved_at_utc IS NOT NULL LIMIT 1000001) AS counted),
       (SELECT count(*) FROM (SELECT 1 FROM feed_gap LIMIT 1000001) AS counted)
FROM (SELECT 1) AS always LEFT JOIN processing_state ON id = 1
