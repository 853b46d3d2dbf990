DECLARE @last BIGINT = :last_event_id, @low BIGINT = :window_low, @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7)),
        @epoch BIGINT = :epoch;
UPDATE ProcessingState
SET LastEventId = CASE WHEN @last > LastEventId THEN @last ELSE LastEventId END,
    IsNew = CASE WHEN @last > LastEventId THEN 0 ELSE IsNew END,
    CursorMovedAtUtc = CASE WHEN @last > LastEventId THEN @now ELSE CursorMovedAtUtc END,
    UpdatedAtUtc = @now,
    WindowLowEventId = CASE WHEN @low > WindowLowEventId THEN @low ELSE WindowLowEventId END
WHERE Id = 1 AND LeaseEpoch = @epoch
