-- What is owed a second reading: the cursor that it belongs to and ranges of ids, as '120: 90-100 104-120'. NULL: saved by a worker that
-- knew of one range only, the one between window_low_event_id and the cursor.
ALTER TABLE processing_state ADD COLUMN unpaid TEXT;

-- 0: there may have been no event in it.
ALTER TABLE feed_gap ADD COLUMN proven INTEGER NOT NULL DEFAULT 1 CHECK (proven IN (0, 1));
