-- Only the row that was compared. A milestone without an event id belongs to an adopted row.
UPDATE parcel_summary
SET latest_type = CAST(:new_type AS text), latest_created_date_time_utc = CAST(:new_created_at AS timestamptz),
    latest_status_code = CAST(:new_status_code AS text), latest_run_id = CAST(:new_run_id AS text),
    picked_up_at_utc = CAST(:new_picked_up_at AS timestamptz), delivered_at_utc = CAST(:new_delivered_at AS timestamptz)
WHERE parcel_id = CAST(:parcel_id AS bigint) AND latest_event_id = CAST(:latest_event_id AS bigint)
  AND latest_type = CAST(:type AS text) AND latest_created_date_time_utc = CAST(:created_at AS timestamptz)
  AND latest_status_code = CAST(:status_code AS text) AND latest_run_id = CAST(:run_id AS text)
  AND picked_up_at_utc IS NOT DISTINCT FROM CAST(:picked_up_at AS timestamptz)
  AND coalesce(picked_up_event_id, 0) = CAST(:picked_up_event_id AS bigint)
  AND delivered_at_utc IS NOT DISTINCT FROM CAST(:delivered_at AS timestamptz)
  AND coalesce(delivered_event_id, 0) = CAST(:delivered_event_id AS bigint)
