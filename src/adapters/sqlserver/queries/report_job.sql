-- The answer is what a person wants of it by now.
DECLARE @id BIGINT = :id, @epoch BIGINT = :epoch, @position BIGINT = :position, @done BIGINT = :done, @failed BIGINT = :failed,
        @ns BIGINT = :duration_ns;
UPDATE Job
SET Position = @position, Done = @done, Failed = @failed,
    ClaimExpiresAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET())
WHERE Id = @id AND ClaimEpoch = @epoch;
SELECT CAST(State AS NVARCHAR(60)), Rate FROM Job WHERE Id = @id AND ClaimEpoch = @epoch
