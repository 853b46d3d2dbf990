INSERT INTO scan_event (
    event_id, parcel_id, type, created_at_utc, status_code, run_id, body, stored_at_utc)
SELECT e, p, t, c, s, r, b, CAST(:now AS timestamptz)
FROM json_to_recordset(CAST(:rows AS json))
     AS event (e bigint, p bigint, t text, c timestamptz, s text, r text, b text)
ON CONFLICT (event_id) DO NOTHING
