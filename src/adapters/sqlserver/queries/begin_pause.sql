DECLARE @what NVARCHAR(20) = :what, @since DATETIMEOFFSET(7) = CAST(:since AS DATETIMEOFFSET(7)),
        @until DATETIMEOFFSET(7) = CAST(:until AS DATETIMEOFFSET(7)), @who NVARCHAR(400) = :who,
        @reason NVARCHAR(MAX) = CAST(:reason AS NVARCHAR(MAX));
INSERT INTO Pause (What, SinceUtc, UntilUtc, Who, Reason) VALUES (@what, @since, @until, @who, @reason)
