DECLARE @kind NVARCHAR(50) = :kind, @arguments NVARCHAR(MAX) = CAST(:arguments AS NVARCHAR(MAX)), @who NVARCHAR(400) = :who,
        @reason NVARCHAR(MAX) = CAST(:reason AS NVARCHAR(MAX)), @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7)),
        @position BIGINT = :position, @rate BIGINT = :rate;
INSERT INTO Job (Kind, Arguments, Who, Reason, MadeAtUtc, State, Position, Done, Failed, Rate, Result, ClaimEpoch, ClaimedBy)
VALUES (@kind, @arguments, @who, @reason, @now, N'waiting', @position, 0, 0, @rate, N'', 0, N'');
SELECT CAST(SCOPE_IDENTITY() AS BIGINT)
