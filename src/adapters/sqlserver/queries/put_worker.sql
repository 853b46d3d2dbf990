-- A worker's name is its own, so no other session inserts the same row.
DECLARE @name NVARCHAR(400) = :name, @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7)), @live BIGINT = :is_live,
        @facts NVARCHAR(MAX) = CAST(:facts AS NVARCHAR(MAX));
DECLARE @told DATETIMEOFFSET(7) = CASE WHEN @live = 1 THEN SYSDATETIMEOFFSET() ELSE CAST('0001-01-01' AS DATETIMEOFFSET(7)) END;
UPDATE Worker SET ToldAtUtc = @now, ToldAt = @told, Facts = @facts WHERE Name = @name;
IF @@ROWCOUNT = 0
INSERT INTO Worker (Name, ToldAtUtc, ToldAt, Facts) VALUES (@name, @now, @told, @facts)
