-- The parcels beside how old they may be and how the work stands, as a worker that lives last judged it; if none does, it stands still.
-- The functions of the worker's own sessions are not used: any program can read it. Ages are by the wall clock therefore.
CREATE VIEW parcel_status AS
SELECT parcel.parcel_id, parcel.latest_event_id, parcel.latest_type, parcel.latest_created_date_time_utc, parcel.latest_status_code,
       parcel.latest_run_id, parcel.picked_up_at_utc, parcel.picked_up_event_id, parcel.delivered_at_utc, parcel.delivered_event_id,
       told.as_of_utc, coalesce(told.state, 'failing') AS state
FROM parcel_summary AS parcel
LEFT JOIN (
    SELECT json_extract(facts, '$.complete_to_utc') AS as_of_utc, iif(is_live, json_extract(facts, '$.state'), 'failing') AS state
    FROM (
        SELECT facts, told_at_utc, told_at_ns > 0 AND told_at_utc > strftime('%Y-%m-%dT%H:%M:%f', 'now', '-15 seconds') AS is_live
        FROM worker
        WHERE json_extract(facts, '$.state') <> ''
    )
    ORDER BY is_live DESC, told_at_utc DESC
    LIMIT 1
) AS told ON true;
