DECLARE @name NVARCHAR(50) = :name, @version INT = :version, @now DATETIMEOFFSET = CAST(:now AS DATETIMEOFFSET(7));
UPDATE SchemaVersion SET Version = @version, MigratedAtUtc = @now WHERE Name = @name;
IF @@ROWCOUNT = 0 INSERT INTO SchemaVersion (Name, Version, MigratedAtUtc) VALUES (@name, @version, @now)
