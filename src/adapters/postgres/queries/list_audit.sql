SELECT id, at_utc, who, what, reason, result
FROM audit
WHERE id < CAST(:below_id AS bigint) AND at_utc >= CAST(:since AS timestamptz)
ORDER BY id DESC
LIMIT CAST(:rows_max AS bigint)
