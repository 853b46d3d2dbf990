UPDATE job
SET state = 'running',
    claim_epoch = claim_epoch + 1,
    claimed_by = CAST(:holder AS text),
    claim_expires_at = statement_timestamp() + CAST(:duration_ns AS bigint) / 1000 * interval '1 microsecond'
WHERE id = CAST(:id AS bigint) AND state IN ('waiting', 'running')
  AND (claimed_by IN ('', CAST(:holder AS text)) OR claim_expires_at <= statement_timestamp())
RETURNING claim_epoch
