DECLARE @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7)), @who NVARCHAR(400) = :who,
        @what NVARCHAR(MAX) = CAST(:what AS NVARCHAR(MAX)), @reason NVARCHAR(MAX) = CAST(:reason AS NVARCHAR(MAX)),
        @result NVARCHAR(MAX) = CAST(:result AS NVARCHAR(MAX));
INSERT INTO Audit (AtUtc, Who, What, Reason, Result) VALUES (@now, @who, @what, @reason, @result);
SELECT CAST(SCOPE_IDENTITY() AS BIGINT)
