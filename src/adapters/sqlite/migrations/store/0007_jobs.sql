-- What a job has found so far, as JSON; '': nothing.
ALTER TABLE job ADD COLUMN findings TEXT NOT NULL DEFAULT '';

-- Where the cursor stood, every few minutes. Kept while continuous proof needs it.
CREATE TABLE cursor_mark (
    at_utc TEXT PRIMARY KEY,
    event_id INTEGER NOT NULL
) STRICT;
