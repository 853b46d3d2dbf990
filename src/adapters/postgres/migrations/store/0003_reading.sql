-- What is owed a second reading: the cursor that it belongs to and ranges of ids, as '120: 90-100 104-120'. NULL: saved by a worker that
-- knew of one range only, the one between window_low_event_id and the cursor.
ALTER TABLE processing_state ADD COLUMN unpaid text;

-- false: there may have been no event in it.
ALTER TABLE feed_gap ADD COLUMN proven boolean NOT NULL DEFAULT true;
