-- The report is made by another thread than the advances and may be older than the last of them: nothing goes back.
DECLARE @epoch BIGINT = :epoch, @holder NVARCHAR(400) = :holder, @ns BIGINT = :duration_ns,
        @caught_up DATETIMEOFFSET(7) = CAST(:caught_up_at AS DATETIMEOFFSET(7)), @low BIGINT = :window_low,
        @settled BIGINT = :settled_event_id,
        @last BIGINT = :last_event_id, @unpaid NVARCHAR(4000) = :unpaid, @feed NVARCHAR(MAX) = CAST(:feed_state AS NVARCHAR(MAX));
UPDATE ProcessingState
SET LeaseExpiresAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET()),
    CaughtUpAtUtc = COALESCE(@caught_up, CaughtUpAtUtc),
    WindowLowEventId = CASE WHEN @low > WindowLowEventId THEN @low ELSE WindowLowEventId END,
    Unpaid = CASE WHEN @last = LastEventId THEN @unpaid ELSE Unpaid END,
    SettledEventId = CASE WHEN @settled > SettledEventId THEN @settled ELSE SettledEventId END,
    FeedState = @feed
WHERE Id = 1 AND LeaseEpoch = @epoch AND LeaseHolder = @holder;
SELECT CAST(@@ROWCOUNT AS BIGINT)
