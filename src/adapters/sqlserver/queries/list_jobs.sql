-- '': of any kind. Claimable: what a worker may take, because nobody works on it.
DECLARE @below BIGINT = :below_id, @kind NVARCHAR(50) = :kind, @claimable BIGINT = :only_claimable, @count BIGINT = :rows_max;
SELECT TOP (@count) Id, CAST(Kind AS NVARCHAR(150)), Arguments, CAST(Who AS NVARCHAR(1200)), Reason,
       CONVERT(NVARCHAR(40), MadeAtUtc, 127), CAST(State AS NVARCHAR(60)), Position, Done, Failed, Rate, Result,
       CAST(ClaimedBy AS NVARCHAR(1200)), CONVERT(NVARCHAR(40), EndedAtUtc, 127), Findings
FROM Job
WHERE Id < @below AND @kind IN (N'', Kind)
  AND (@claimable = 0
       OR (State IN (N'waiting', N'running')
           AND (ClaimedBy = N'' OR ClaimExpiresAtUtc <= SYSDATETIMEOFFSET())))
ORDER BY Id DESC
