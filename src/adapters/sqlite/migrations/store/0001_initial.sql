CREATE TABLE parcel_summary (
    parcel_id INTEGER PRIMARY KEY,
    latest_event_id INTEGER NOT NULL,
    latest_type TEXT NOT NULL,
    latest_created_date_time_utc TEXT NOT NULL,
    latest_status_code TEXT NOT NULL,
    latest_run_id TEXT NOT NULL,
    picked_up_at_utc TEXT,
    picked_up_event_id INTEGER,
    delivered_at_utc TEXT,
    delivered_event_id INTEGER
) STRICT;

-- The cursor and the lease. A lease's end is a time of the machine's boot clock, so that a jump of the wall clock neither ends nor
-- prolongs it; it says nothing under another boot id.
CREATE TABLE processing_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last_event_id INTEGER NOT NULL,
    updated_at_utc TEXT NOT NULL,
    cursor_moved_at_utc TEXT,
    window_low_event_id INTEGER NOT NULL,
    settled_event_id INTEGER NOT NULL,
    is_new INTEGER NOT NULL CHECK (is_new IN (0, 1)),
    lease_epoch INTEGER NOT NULL,
    lease_holder TEXT NOT NULL,
    lease_expires_ns INTEGER NOT NULL,
    lease_boot_id TEXT NOT NULL,
    caught_up_at_utc TEXT,
    feed_state TEXT NOT NULL
) STRICT;

-- `body` is the text as it came, or 'base64:' and its base64 where it is no UTF-8 or holds NUL; `body_hash` is the SHA-256 of the text
-- as it came.
CREATE TABLE failed_event (
    id INTEGER PRIMARY KEY,
    event_id INTEGER,
    parcel_id INTEGER,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    body TEXT NOT NULL,
    body_hash TEXT NOT NULL UNIQUE,
    occurrences INTEGER NOT NULL,
    failed_at_utc TEXT NOT NULL,
    last_failed_at_utc TEXT NOT NULL,
    resolved_at_utc TEXT
) STRICT;

CREATE INDEX failed_event_open ON failed_event (event_id) WHERE resolved_at_utc IS NULL;

CREATE TABLE feed_gap (
    id INTEGER PRIMARY KEY,
    after_event_id INTEGER NOT NULL,
    before_event_id INTEGER NOT NULL,
    noticed_at_utc TEXT NOT NULL,
    UNIQUE (after_event_id, before_event_id)
) STRICT;

CREATE TABLE cursor_change (
    id INTEGER PRIMARY KEY,
    from_event_id INTEGER,
    to_event_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    changed_at_utc TEXT NOT NULL
) STRICT;

CREATE TABLE scan_event (
    event_id INTEGER PRIMARY KEY,
    parcel_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    created_at_utc TEXT NOT NULL,
    status_code TEXT NOT NULL,
    run_id TEXT NOT NULL,
    body TEXT NOT NULL,
    stored_at_utc TEXT NOT NULL
) STRICT;

CREATE INDEX scan_event_parcel ON scan_event (parcel_id, event_id);
