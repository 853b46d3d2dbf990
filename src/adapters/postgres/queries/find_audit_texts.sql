SELECT id, what, reason, result
FROM audit
WHERE what LIKE CAST(:pattern AS text) OR reason LIKE CAST(:pattern AS text) OR result LIKE CAST(:pattern AS text)
