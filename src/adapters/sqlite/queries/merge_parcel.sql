-- merge() of domain/parcel_summary.h, column by column; the right sides see the row as it stood. A
-- milestone that has a time but no event id belongs to an adopted row and counts as event 0. A
-- delta that brings nothing new writes nothing.
INSERT INTO parcel_summary (
    parcel_id, latest_event_id, latest_type, latest_created_date_time_utc, latest_status_code,
    latest_run_id, picked_up_at_utc, picked_up_event_id, delivered_at_utc, delivered_event_id)
VALUES (
    :parcel_id, :latest_event_id, :latest_type, :latest_created_at, :latest_status_code,
    :latest_run_id, :picked_up_at, :picked_up_event_id, :delivered_at, :delivered_event_id)
ON CONFLICT (parcel_id) DO UPDATE SET
    latest_event_id = max(latest_event_id, excluded.latest_event_id),
    latest_type = iif(excluded.latest_event_id > latest_event_id,
                      excluded.latest_type, latest_type),
    latest_created_date_time_utc = iif(excluded.latest_event_id > latest_event_id,
                                       excluded.latest_created_date_time_utc,
                                       latest_created_date_time_utc),
    latest_status_code = iif(excluded.latest_event_id > latest_event_id,
                             excluded.latest_status_code, latest_status_code),
    latest_run_id = iif(excluded.latest_event_id > latest_event_id,
                        excluded.latest_run_id, latest_run_id),
    picked_up_at_utc = iif(
        excluded.picked_up_event_id IS NOT NULL
        AND (picked_up_at_utc IS NULL
             OR excluded.picked_up_event_id < coalesce(picked_up_event_id, 0)),
        excluded.picked_up_at_utc, picked_up_at_utc),
    picked_up_event_id = iif(
        excluded.picked_up_event_id IS NOT NULL
        AND (picked_up_at_utc IS NULL
             OR excluded.picked_up_event_id < coalesce(picked_up_event_id, 0)),
        excluded.picked_up_event_id, picked_up_event_id),
    delivered_at_utc = iif(
        excluded.delivered_event_id IS NOT NULL
        AND (delivered_at_utc IS NULL
             OR excluded.delivered_event_id < coalesce(delivered_event_id, 0)),
        excluded.delivered_at_utc, delivered_at_utc),
    delivered_event_id = iif(
        excluded.delivered_event_id IS NOT NULL
        AND (delivered_at_utc IS NULL
             OR excluded.delivered_event_id < coalesce(delivered_event_id, 0)),
        excluded.delivered_event_id, delivered_event_id)
WHERE excluded.latest_event_id > latest_event_id
   OR (excluded.picked_up_event_id IS NOT NULL
       AND (picked_up_at_utc IS NULL
            OR excluded.picked_up_event_id < coalesce(picked_up_event_id, 0)))
   OR (excluded.delivered_event_id IS NOT NULL
       AND (delivered_at_utc IS NULL
            OR excluded.delivered_event_id < coalesce(delivered_event_id, 0)))
