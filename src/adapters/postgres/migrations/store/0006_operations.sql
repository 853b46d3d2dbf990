-- What a person did with a failed event. `resolved_at_utc` is when it was closed, in whatever way: older workers know no other.
ALTER TABLE failed_event ADD COLUMN retried_at_utc timestamptz;
ALTER TABLE failed_event ADD COLUMN closed_as text;
ALTER TABLE failed_event ADD COLUMN edited_body text;

ALTER TABLE feed_gap ADD COLUMN closed_at_utc timestamptz;
ALTER TABLE feed_gap ADD COLUMN closed_as text;

CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at_utc timestamptz NOT NULL,
    who text NOT NULL,
    what text NOT NULL,
    reason text NOT NULL,
    result text NOT NULL
);

CREATE INDEX audit_at ON audit (at_utc);

-- The changes of the cursor so far are part of it.
INSERT INTO audit (at_utc, who, what, reason, result)
SELECT changed_at_utc, '', 'cursor set ' || to_event_id, reason,
       CASE WHEN from_event_id IS NULL THEN 'set, there was none' ELSE 'set, it was ' || from_event_id END
FROM cursor_change
ORDER BY id;

-- What an operator holds, one row each: 'poll' or 'process'.
CREATE TABLE pause (
    what text PRIMARY KEY,
    since_utc timestamptz NOT NULL,
    until_utc timestamptz,
    who text NOT NULL,
    reason text NOT NULL
);

-- Long work, one row each. Its claim is a lease: it ends by the clock that the workers share.
CREATE TABLE job (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    arguments text NOT NULL,
    who text NOT NULL,
    reason text NOT NULL,
    made_at_utc timestamptz NOT NULL,
    state text NOT NULL,
    position bigint NOT NULL,
    done bigint NOT NULL,
    failed bigint NOT NULL,
    rate bigint NOT NULL,
    result text NOT NULL,
    claim_epoch bigint NOT NULL,
    claimed_by text NOT NULL,
    claim_expires_at timestamptz NOT NULL DEFAULT '-infinity',
    ended_at_utc timestamptz
);
