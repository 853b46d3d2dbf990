DECLARE @last BIGINT = :last_event_id, @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
INSERT INTO ProcessingState (Id, LastEventId, UpdatedAtUtc, WindowLowEventId, SettledEventId)
SELECT 1, @last, @now, @last, @last
WHERE NOT EXISTS (SELECT 1 FROM ProcessingState WITH (UPDLOCK, SERIALIZABLE) WHERE Id = 1)
