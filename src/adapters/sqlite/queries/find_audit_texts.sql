SELECT id, what, reason, result
FROM audit
WHERE what LIKE :pattern OR reason LIKE :pattern OR result LIKE :pattern
