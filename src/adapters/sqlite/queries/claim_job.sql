UPDATE job
SET state = 'running',
    claim_epoch = claim_epoch + 1,
    claimed_by = :holder,
    claim_expires_ns = clock_ns() + :duration_ns,
    claim_boot_id = boot_id()
WHERE id = :id AND state IN ('waiting', 'running')
  AND (claimed_by IN ('', :holder) OR claim_expires_ns <= clock_ns() OR claim_boot_id <> boot_id())
RETURNING claim_epoch
