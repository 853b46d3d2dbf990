-- A timestamptz keeps microseconds: the seventh digit of a feed's time is cut.
CREATE TABLE parcel_summary (
    parcel_id bigint PRIMARY KEY,
    latest_event_id bigint NOT NULL,
    latest_type text NOT NULL,
    latest_created_date_time_utc timestamptz NOT NULL,
    latest_status_code text NOT NULL,
    latest_run_id text NOT NULL,
    picked_up_at_utc timestamptz,
    picked_up_event_id bigint,
    delivered_at_utc timestamptz,
    delivered_event_id bigint
);

-- The cursor and the lease, whose end is a time of the server's clock.
CREATE TABLE processing_state (
    id int PRIMARY KEY CHECK (id = 1),
    last_event_id bigint NOT NULL,
    updated_at_utc timestamptz NOT NULL,
    cursor_moved_at_utc timestamptz,
    window_low_event_id bigint NOT NULL,
    settled_event_id bigint NOT NULL,
    is_new boolean NOT NULL DEFAULT true,
    lease_epoch bigint NOT NULL DEFAULT 0,
    lease_holder text NOT NULL DEFAULT '',
    lease_expires_at timestamptz NOT NULL DEFAULT '-infinity',
    caught_up_at_utc timestamptz,
    feed_state text NOT NULL DEFAULT ''
);

-- `body` is the text as it came, or 'base64:' and its base64 where it is no UTF-8 or holds NUL; `body_hash` is the SHA-256 of the text
-- as it came.
CREATE TABLE failed_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id bigint,
    parcel_id bigint,
    reason text NOT NULL,
    detail text NOT NULL,
    body text NOT NULL,
    body_hash text NOT NULL UNIQUE,
    occurrences bigint NOT NULL,
    failed_at_utc timestamptz NOT NULL,
    last_failed_at_utc timestamptz NOT NULL,
    resolved_at_utc timestamptz
);

CREATE INDEX failed_event_open ON failed_event (event_id) WHERE resolved_at_utc IS NULL;

CREATE TABLE feed_gap (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    after_event_id bigint NOT NULL,
    before_event_id bigint NOT NULL,
    noticed_at_utc timestamptz NOT NULL,
    UNIQUE (after_event_id, before_event_id)
);

CREATE TABLE cursor_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_event_id bigint,
    to_event_id bigint NOT NULL,
    reason text NOT NULL,
    changed_at_utc timestamptz NOT NULL
);

CREATE TABLE scan_event (
    event_id bigint PRIMARY KEY,
    parcel_id bigint NOT NULL,
    type text NOT NULL,
    created_at_utc timestamptz NOT NULL,
    status_code text NOT NULL,
    run_id text NOT NULL,
    body text NOT NULL,
    stored_at_utc timestamptz NOT NULL
);

CREATE INDEX scan_event_parcel ON scan_event (parcel_id, event_id);
