-- Whoever gives it back has perhaps not heard yet what a person ordered meanwhile: that stays.
UPDATE job
SET state = CASE WHEN CAST(:state AS text) IN ('waiting', 'paused') AND state <> 'running' THEN state ELSE CAST(:state AS text) END,
    result = CAST(:result AS text), claimed_by = '',
    ended_at_utc = coalesce(CAST(:ended_at AS timestamptz), ended_at_utc)
WHERE id = CAST(:id AS bigint) AND claim_epoch = CAST(:epoch AS bigint)
