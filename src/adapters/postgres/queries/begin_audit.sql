INSERT INTO audit (at_utc, who, what, reason, result)
VALUES (CAST(:now AS timestamptz), CAST(:who AS text), CAST(:what AS text), CAST(:reason AS text), CAST(:result AS text))
RETURNING id
