INSERT INTO pause (what, since_utc, until_utc, who, reason)
VALUES (:what, CAST(:since AS timestamptz), CAST(:until AS timestamptz), :who, :reason)
