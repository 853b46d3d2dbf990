-- What a job has found so far, as JSON; '': nothing.
ALTER TABLE job ADD COLUMN findings text NOT NULL DEFAULT '';

-- Where the cursor stood, every few minutes. Kept while continuous proof needs it.
CREATE TABLE cursor_mark (
    at_utc timestamptz PRIMARY KEY,
    event_id bigint NOT NULL
);
