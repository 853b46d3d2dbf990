-- Whoever gives it back has perhaps not heard yet what a person ordered meanwhile: that stays. The count is explained in
-- advance_cursor.sql.
DECLARE @id BIGINT = :id, @epoch BIGINT = :epoch, @state NVARCHAR(20) = :state,
        @result NVARCHAR(MAX) = CAST(:result AS NVARCHAR(MAX)), @ended DATETIMEOFFSET(7) = CAST(:ended_at AS DATETIMEOFFSET(7));
UPDATE Job
SET State = CASE WHEN @state IN (N'waiting', N'paused') AND State <> N'running' THEN State ELSE @state END,
    Result = @result, ClaimedBy = N'', EndedAtUtc = COALESCE(@ended, EndedAtUtc)
WHERE Id = @id AND ClaimEpoch = @epoch;
SELECT CAST(@@ROWCOUNT AS BIGINT)
