-- Whoever gives it back has perhaps not heard yet that a person held or cancelled it meanwhile: that stays.
UPDATE job
SET state = CASE WHEN :state = 'waiting' AND state <> 'running' THEN state ELSE :state END,
    result = :result, claimed_by = '', ended_at_utc = coalesce(:ended_at, ended_at_utc)
WHERE id = :id AND claim_epoch = :epoch
