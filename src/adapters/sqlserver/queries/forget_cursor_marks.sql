-- The newest of those before `before` stays.
DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7));
DELETE FROM CursorMark
WHERE AtUtc < (SELECT MAX(AtUtc) FROM CursorMark WHERE AtUtc <= @before)
