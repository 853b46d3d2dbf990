-- INTO, because a table with a trigger takes no other OUTPUT (334).
DECLARE @taken TABLE (Epoch BIGINT, LastEventId BIGINT, WindowLowEventId BIGINT, SettledEventId BIGINT, IsNew BIGINT,
                      Unpaid NVARCHAR(MAX));
DECLARE @holder NVARCHAR(400) = :holder, @gone NVARCHAR(400) = :gone_holder, @ns BIGINT = :duration_ns;
UPDATE ProcessingState
SET LeaseEpoch = LeaseEpoch + 1,
    LeaseHolder = @holder,
    LeaseExpiresAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET())
OUTPUT inserted.LeaseEpoch, inserted.LastEventId, inserted.WindowLowEventId, inserted.SettledEventId,
       inserted.IsNew, inserted.Unpaid INTO @taken
WHERE Id = 1 AND (LeaseHolder IN (N'', @holder, @gone) OR LeaseExpiresAtUtc <= SYSDATETIMEOFFSET());
SELECT Epoch, LastEventId, WindowLowEventId, SettledEventId, IsNew, Unpaid FROM @taken
