-- The answer is what a person wants of it by now.
UPDATE job
SET position = :position, done = :done, failed = :failed,
    claim_expires_ns = clock_ns() + :duration_ns,
    claim_boot_id = boot_id()
WHERE id = :id AND claim_epoch = :epoch
RETURNING state, rate
