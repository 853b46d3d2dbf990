INSERT INTO pause (what, since_utc, until_utc, who, reason)
VALUES (:what, :since, :until, :who, :reason)
