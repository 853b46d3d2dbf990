SELECT parcel_id, latest_event_id, latest_type, latest_created_date_time_utc, latest_status_code,
       latest_run_id, picked_up_at_utc, picked_up_event_id, delivered_at_utc, delivered_event_id
FROM parcel_summary
WHERE parcel_id > :after
ORDER BY parcel_id LIMIT :rows_max
