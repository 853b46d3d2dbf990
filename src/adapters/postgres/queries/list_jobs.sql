-- '': of any kind. Claimable: what a worker may take, because nobody works on it.
SELECT id, kind, arguments, who, reason, made_at_utc, state, position, done, failed, rate, result, claimed_by,
       ended_at_utc, findings
FROM job
WHERE id < CAST(:below_id AS bigint) AND CAST(:kind AS text) IN ('', kind)
  AND (CAST(:only_claimable AS bigint) = 0
       OR (state IN ('waiting', 'running')
           AND (claimed_by = '' OR claim_expires_at <= statement_timestamp())))
ORDER BY id DESC
LIMIT CAST(:rows_max AS bigint)
