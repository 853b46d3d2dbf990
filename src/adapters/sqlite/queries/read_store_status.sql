SELECT last_event_id, window_low_event_id, settled_event_id, is_new, cursor_moved_at_utc,
       lease_holder,
       lease_holder <> '' AND lease_expires_ns > clock_ns() AND lease_boot_id = boot_id(),
       lease_epoch, caught_up_at_utc, feed_state,
       (SELECT count(*) FROM parcel_summary),
       (SELECT count(*) FROM failed_event WHERE resolved_at_utc IS NULL),
       (SELECT count(*) FROM failed_event)
           - (SELECT count(*) FROM failed_event WHERE resolved_at_utc IS NULL),
       (SELECT count(*) FROM feed_gap)
FROM (SELECT 1) LEFT JOIN processing_state ON id = 1
