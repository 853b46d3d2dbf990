-- The lease's holder alone writes marks.
DECLARE @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7)), @id BIGINT = :event_id;
UPDATE CursorMark SET EventId = @id WHERE AtUtc = @now;
IF @@ROWCOUNT = 0
INSERT INTO CursorMark (AtUtc, EventId) VALUES (@now, @id)
