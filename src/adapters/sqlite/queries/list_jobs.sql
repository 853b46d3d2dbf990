-- '': of any kind. Claimable: what a worker may take, because nobody works on it.
SELECT id, kind, arguments, who, reason, made_at_utc, state, position, done, failed, rate, result, claimed_by,
       ended_at_utc, findings
FROM job
WHERE id < :below_id AND :kind IN ('', kind)
  AND (:only_claimable = 0
       OR (state IN ('waiting', 'running')
           AND (claimed_by = '' OR claim_expires_ns <= clock_ns() OR claim_boot_id <> boot_id())))
ORDER BY id DESC
LIMIT :rows_max
