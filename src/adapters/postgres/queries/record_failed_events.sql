-- The body is the identity, also if it has no event id. A resolved one stays resolved: its event is
-- applied, whatever comes again. One that was retried is open again.
INSERT INTO failed_event AS stored (
    event_id, parcel_id, reason, detail, body, body_hash, occurrences, failed_at_utc,
    last_failed_at_utc)
SELECT event_id, parcel_id, reason, detail, body, hash, occurrences, CAST(:now AS timestamptz),
       CAST(:now AS timestamptz)
FROM json_to_recordset(CAST(:rows AS json))
     AS failed (event_id bigint, parcel_id bigint, reason text, detail text, body text, hash text,
                occurrences bigint)
ON CONFLICT (body_hash) DO UPDATE
SET occurrences = stored.occurrences + excluded.occurrences,
    last_failed_at_utc = excluded.last_failed_at_utc,
    retried_at_utc = NULL
