DECLARE @id BIGINT = :id, @holder NVARCHAR(400) = :holder, @ns BIGINT = :duration_ns;
UPDATE Job
SET State = N'running',
    ClaimEpoch = ClaimEpoch + 1,
    ClaimedBy = @holder,
    ClaimExpiresAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET())
WHERE Id = @id AND State IN (N'waiting', N'running')
  AND (ClaimedBy IN (N'', @holder) OR ClaimExpiresAtUtc <= SYSDATETIMEOFFSET());
IF @@ROWCOUNT = 1 SELECT ClaimEpoch FROM Job WHERE Id = @id ELSE SELECT ClaimEpoch FROM Job WHERE 1 = 0
