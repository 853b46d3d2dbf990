-- Only the row that was compared. A milestone without an event id belongs to an adopted row.
UPDATE parcel_summary
SET latest_type = :new_type, latest_created_date_time_utc = :new_created_at, latest_status_code = :new_status_code,
    latest_run_id = :new_run_id, picked_up_at_utc = :new_picked_up_at, delivered_at_utc = :new_delivered_at
WHERE parcel_id = :parcel_id AND latest_event_id = :latest_event_id AND latest_type = :type
  AND latest_created_date_time_utc = :created_at AND latest_status_code = :status_code AND latest_run_id = :run_id
  AND picked_up_at_utc IS :picked_up_at AND coalesce(picked_up_event_id, 0) = :picked_up_event_id
  AND delivered_at_utc IS :delivered_at AND coalesce(delivered_event_id, 0) = :delivered_event_id
