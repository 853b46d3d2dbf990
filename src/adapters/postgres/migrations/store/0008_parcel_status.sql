-- The parcels beside how old they may be and how the work stands, as a worker that lives last judged it; if none does, it stands still.
-- A migration that changes the type of a column of parcel_summary has to drop it before and make it again.
CREATE VIEW parcel_status AS
SELECT parcel.parcel_id, parcel.latest_event_id, parcel.latest_type, parcel.latest_created_date_time_utc, parcel.latest_status_code,
       parcel.latest_run_id, parcel.picked_up_at_utc, parcel.picked_up_event_id, parcel.delivered_at_utc, parcel.delivered_event_id,
       told.as_of_utc, coalesce(told.state, 'failing') AS state
FROM parcel_summary AS parcel
LEFT JOIN (
    SELECT CAST(known ->> 'complete_to_utc' AS timestamptz) AS as_of_utc,
           CASE WHEN is_live THEN known ->> 'state' ELSE 'failing' END AS state
    FROM (
        SELECT CAST(facts AS json) AS known, told_at_utc, told_at > statement_timestamp() - interval '15 seconds' AS is_live
        FROM worker
    ) AS row
    WHERE known ->> 'state' <> ''
    ORDER BY is_live DESC, told_at_utc DESC
    LIMIT 1
) AS told ON true;
