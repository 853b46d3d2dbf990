SELECT parcel_id, latest_event_id, latest_type, latest_created_date_time_utc, latest_status_code,
       latest_run_id, picked_up_at_utc, picked_up_event_id, delivered_at_utc, delivered_event_id
FROM parcel_summary
WHERE picked_up_at_utc IS NOT NULL AND delivered_at_utc IS NULL AND picked_up_at_utc < :before
  AND (picked_up_at_utc, parcel_id) > (:picked_up_at, :after)
ORDER BY picked_up_at_utc, parcel_id LIMIT :rows_max
