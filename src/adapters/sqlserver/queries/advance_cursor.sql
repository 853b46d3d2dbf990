-- The count is asked for: the one that the server sends has those of triggers in it, and is not sent at all under NOCOUNT.
DECLARE @last BIGINT = :last_event_id, @low BIGINT = :window_low, @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7)),
        @epoch BIGINT = :epoch, @unpaid NVARCHAR(4000) = :unpaid;
UPDATE ProcessingState
SET LastEventId = CASE WHEN @last > LastEventId THEN @last ELSE LastEventId END,
    IsNew = CASE WHEN @last > LastEventId THEN 0 ELSE IsNew END,
    CursorMovedAtUtc = CASE WHEN @last > LastEventId THEN @now ELSE CursorMovedAtUtc END,
    UpdatedAtUtc = @now,
    Unpaid = CASE WHEN @last >= LastEventId THEN @unpaid ELSE Unpaid END,
    WindowLowEventId = CASE WHEN @low > WindowLowEventId THEN @low ELSE WindowLowEventId END
WHERE Id = 1 AND LeaseEpoch = @epoch;
SELECT CAST(@@ROWCOUNT AS BIGINT)
