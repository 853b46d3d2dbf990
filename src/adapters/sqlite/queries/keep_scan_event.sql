INSERT INTO scan_event (
    event_id, parcel_id, type, created_at_utc, status_code, run_id, body, stored_at_utc)
VALUES (:event_id, :parcel_id, :type, :created_at, :status_code, :run_id, :body, :now)
ON CONFLICT (event_id) DO NOTHING
