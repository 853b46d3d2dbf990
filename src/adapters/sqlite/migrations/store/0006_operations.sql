-- What a person did with a failed event. `resolved_at_utc` is when it was closed, in whatever way: older workers know no other.
ALTER TABLE failed_event ADD COLUMN retried_at_utc TEXT;
ALTER TABLE failed_event ADD COLUMN closed_as TEXT;
ALTER TABLE failed_event ADD COLUMN edited_body TEXT;

ALTER TABLE feed_gap ADD COLUMN closed_at_utc TEXT;
ALTER TABLE feed_gap ADD COLUMN closed_as TEXT;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at_utc TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    result TEXT NOT NULL
) STRICT;

CREATE INDEX audit_at ON audit (at_utc);

-- The changes of the cursor so far are part of it.
INSERT INTO audit (at_utc, who, what, reason, result)
SELECT changed_at_utc, '', 'cursor set ' || to_event_id, reason,
       CASE WHEN from_event_id IS NULL THEN 'set, there was none' ELSE 'set, it was ' || from_event_id END
FROM cursor_change
ORDER BY id;

-- What an operator holds, one row each: 'poll' or 'process'.
CREATE TABLE pause (
    what TEXT PRIMARY KEY,
    since_utc TEXT NOT NULL,
    until_utc TEXT,
    who TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Long work, one row each. Its claim is a lease: it ends by the clock that the workers share.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    arguments TEXT NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at_utc TEXT NOT NULL,
    state TEXT NOT NULL,
    position INTEGER NOT NULL,
    done INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    rate INTEGER NOT NULL,
    result TEXT NOT NULL,
    claim_epoch INTEGER NOT NULL,
    claimed_by TEXT NOT NULL,
    claim_expires_ns INTEGER NOT NULL DEFAULT 0,
    claim_boot_id TEXT NOT NULL DEFAULT '',
    ended_at_utc TEXT
) STRICT;
