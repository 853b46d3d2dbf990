-- 'running' and 'waiting' leave what is not paused as it is.
UPDATE job
SET state = CASE WHEN CAST(:state AS text) NOT IN ('running', 'waiting') THEN CAST(:state AS text)
                 WHEN state = 'paused' THEN 'waiting' ELSE state END,
    rate = CAST(:rate AS bigint), ended_at_utc = CAST(:ended_at AS timestamptz)
WHERE id = CAST(:id AS bigint) AND ended_at_utc IS NULL
