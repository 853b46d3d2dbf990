-- 'running' and 'waiting' leave what is not paused as it is. The count is explained in advance_cursor.sql.
DECLARE @id BIGINT = :id, @state NVARCHAR(20) = :state, @rate BIGINT = :rate,
        @ended DATETIMEOFFSET(7) = CAST(:ended_at AS DATETIMEOFFSET(7));
UPDATE Job
SET State = CASE WHEN @state NOT IN (N'running', N'waiting') THEN @state
                 WHEN State = N'paused' THEN N'waiting' ELSE State END,
    Rate = @rate, EndedAtUtc = @ended
WHERE Id = @id AND EndedAtUtc IS NULL;
SELECT CAST(@@ROWCOUNT AS BIGINT)
