-- 'running' and 'waiting' leave what is not paused as it is.
UPDATE job
SET state = CASE WHEN :state NOT IN ('running', 'waiting') THEN :state
                 WHEN state = 'paused' THEN 'waiting' ELSE state END,
    rate = :rate, ended_at_utc = :ended_at
WHERE id = :id AND ended_at_utc IS NULL
