-- The key stands in the way, by whatever name it has, and keeps it. A column that is changed
-- without NOT NULL loses it; Babelfish alone keeps it, and refuses to hear it.
DECLARE @key SYSNAME = (SELECT name FROM sys.key_constraints
                        WHERE parent_object_id = OBJECT_ID(N'ParcelSummary', N'U') AND type = N'PK'),
        @change NVARCHAR(1000);
SET @change = N'ALTER TABLE ParcelSummary DROP CONSTRAINT ' + QUOTENAME(@key);
IF @key IS NOT NULL EXEC(@change);
SET @change = N'ALTER TABLE ParcelSummary ALTER COLUMN ParcelId BIGINT';
IF SERVERPROPERTY(N'Babelfish') IS NULL SET @change = @change + N' NOT NULL';
EXEC(@change);
SET @change = N'ALTER TABLE ParcelSummary ADD CONSTRAINT ' + QUOTENAME(@key) + N' PRIMARY KEY (ParcelId)';
IF @key IS NOT NULL EXEC(@change)
