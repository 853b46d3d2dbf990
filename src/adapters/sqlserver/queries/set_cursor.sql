DECLARE @last BIGINT = :last_event_id, @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
UPDATE ProcessingState WITH (UPDLOCK, SERIALIZABLE)
SET LastEventId = @last, UpdatedAtUtc = @now, CursorMovedAtUtc = @now, WindowLowEventId = @last,
    SettledEventId = CASE WHEN @last < SettledEventId THEN @last ELSE SettledEventId END,
    IsNew = 1, LeaseEpoch = LeaseEpoch + 1
WHERE Id = 1;
IF @@ROWCOUNT = 0
INSERT INTO ProcessingState (Id, LastEventId, UpdatedAtUtc, CursorMovedAtUtc, WindowLowEventId, SettledEventId, LeaseEpoch)
VALUES (1, @last, @now, @now, @last, 0, 1)
