-- The body is the identity, also if it has no event id. A resolved one stays resolved: its event is
-- applied, whatever comes again. One that was retried is open again.
INSERT INTO failed_event (
    event_id, parcel_id, reason, detail, body, body_hash, occurrences, failed_at_utc,
    last_failed_at_utc)
VALUES (:event_id, :parcel_id, :reason, :detail, :body, :body_hash, 1, :now, :now)
ON CONFLICT (body_hash) DO UPDATE
SET occurrences = occurrences + 1, last_failed_at_utc = excluded.last_failed_at_utc,
    retried_at_utc = NULL
