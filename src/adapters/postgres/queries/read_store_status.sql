SELECT last_event_id, window_low_event_id, settled_event_id, CAST(is_new AS int), cursor_moved_at_utc,
       lease_holder,
       CAST(lease_holder <> '' AND lease_expires_at > statement_timestamp() AS int),
       lease_epoch, caught_up_at_utc, feed_state,
       (SELECT count(*) FROM parcel_summary),
       (SELECT count(*) FROM failed_event WHERE resolved_at_utc IS NULL),
       (SELECT count(*) FROM failed_event WHERE resolved_at_utc IS NOT NULL),
       (SELECT count(*) FROM feed_gap)
FROM (SELECT 1) AS always LEFT JOIN processing_state ON id = 1
