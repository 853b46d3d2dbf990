SELECT id, at_utc, who, what, reason, result
FROM audit
WHERE id < :below_id AND at_utc >= :since
ORDER BY id DESC
LIMIT :rows_max
