-- Whoever gives it back has perhaps not heard yet what a person ordered meanwhile: that stays.
UPDATE job
SET state = CASE WHEN :state IN ('waiting', 'paused') AND state <> 'running' THEN state ELSE :state END,
    result = :result, claimed_by = '', ended_at_utc = coalesce(:ended_at, ended_at_utc)
WHERE id = :id AND claim_epoch = :epoch
