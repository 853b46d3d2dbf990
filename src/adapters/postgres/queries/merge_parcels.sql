-- merge() of domain/parcel_summary.h, column by column; the right sides see the row as it stood. A
-- milestone that has a time but no event id belongs to an adopted row and counts as event 0. A
-- delta that brings nothing new writes nothing.
-- The arrays are read side by side where they stand; in FROM each would be stored first.
INSERT INTO parcel_summary AS stored (
    parcel_id, latest_event_id, latest_type, latest_created_date_time_utc, latest_status_code,
    latest_run_id, picked_up_at_utc, picked_up_event_id, delivered_at_utc, delivered_event_id)
SELECT unnest(CAST(:parcel_id AS bigint[])), unnest(CAST(:event_id AS bigint[])), unnest(CAST(:type AS text[])),
       unnest(CAST(:created_at AS timestamptz[])), unnest(CAST(:status_code AS text[])), unnest(CAST(:run_id AS text[])),
       unnest(CAST(:picked_up_at AS timestamptz[])), unnest(CAST(:picked_up_event_id AS bigint[])),
       unnest(CAST(:delivered_at AS timestamptz[])), unnest(CAST(:delivered_event_id AS bigint[]))
ON CONFLICT (parcel_id) DO UPDATE SET
    latest_event_id = greatest(stored.latest_event_id, excluded.latest_event_id),
    latest_type = CASE WHEN excluded.latest_event_id > stored.latest_event_id
                       THEN excluded.latest_type ELSE stored.latest_type END,
    latest_created_date_time_utc = CASE WHEN excluded.latest_event_id > stored.latest_event_id
                                        THEN excluded.latest_created_date_time_utc
                                        ELSE stored.latest_created_date_time_utc END,
    latest_status_code = CASE WHEN excluded.latest_event_id > stored.latest_event_id
                              THEN excluded.latest_status_code ELSE stored.latest_status_code END,
    latest_run_id = CASE WHEN excluded.latest_event_id > stored.latest_event_id
                         THEN excluded.latest_run_id ELSE stored.latest_run_id END,
    picked_up_at_utc = CASE WHEN excluded.picked_up_event_id IS NOT NULL
                             AND (stored.picked_up_at_utc IS NULL
                                  OR excluded.picked_up_event_id < coalesce(stored.picked_up_event_id, 0))
                            THEN excluded.picked_up_at_utc ELSE stored.picked_up_at_utc END,
    picked_up_event_id = CASE WHEN excluded.picked_up_event_id IS NOT NULL
                               AND (stored.picked_up_at_utc IS NULL
                                    OR excluded.picked_up_event_id < coalesce(stored.picked_up_event_id, 0))
                              THEN excluded.picked_up_event_id ELSE stored.picked_up_event_id END,
    delivered_at_utc = CASE WHEN excluded.delivered_event_id IS NOT NULL
                             AND (stored.delivered_at_utc IS NULL
                                  OR excluded.delivered_event_id < coalesce(stored.delivered_event_id, 0))
                            THEN excluded.delivered_at_utc ELSE stored.delivered_at_utc END,
    delivered_event_id = CASE WHEN excluded.delivered_event_id IS NOT NULL
                               AND (stored.delivered_at_utc IS NULL
                                    OR excluded.delivered_event_id < coalesce(stored.delivered_event_id, 0))
                              THEN excluded.delivered_event_id ELSE stored.delivered_event_id END
WHERE excluded.latest_event_id > stored.latest_event_id
   OR (excluded.picked_up_event_id IS NOT NULL
       AND (stored.picked_up_at_utc IS NULL
            OR excluded.picked_up_event_id < coalesce(stored.picked_up_event_id, 0)))
   OR (excluded.delivered_event_id IS NOT NULL
       AND (stored.delivered_at_utc IS NULL
            OR excluded.delivered_event_id < coalesce(stored.delivered_event_id, 0)))
