INSERT INTO audit (at_utc, who, what, reason, result)
VALUES (:now, :who, :what, :reason, :result)
RETURNING id
