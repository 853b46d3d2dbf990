-- The newest of those before `before` stays.
DELETE FROM cursor_mark
WHERE at_utc < (SELECT max(at_utc) FROM cursor_mark WHERE at_utc <= :before)
