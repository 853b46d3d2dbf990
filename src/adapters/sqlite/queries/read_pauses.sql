SELECT what, since_utc, until_utc, who, reason FROM pause ORDER BY what
