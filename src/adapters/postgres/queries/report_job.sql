-- The answer is what a person wants of it by now.
UPDATE job
SET position = CAST(:position AS bigint), done = CAST(:done AS bigint), failed = CAST(:failed AS bigint),
    claim_expires_at = statement_timestamp() + CAST(:duration_ns AS bigint) / 1000 * interval '1 microsecond'
WHERE id = CAST(:id AS bigint) AND claim_epoch = CAST(:epoch AS bigint)
RETURNING state, rate
