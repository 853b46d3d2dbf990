DECLARE @holder NVARCHAR(400) = :holder, @ns BIGINT = :duration_ns;
UPDATE ProcessingState
SET LeaseEpoch = LeaseEpoch + 1,
    LeaseHolder = @holder,
    LeaseExpiresAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET())
OUTPUT inserted.LeaseEpoch, inserted.LastEventId, inserted.WindowLowEventId, inserted.SettledEventId,
       inserted.IsNew
WHERE Id = 1 AND (LeaseHolder IN (N'', @holder) OR LeaseExpiresAtUtc <= SYSDATETIMEOFFSET())
