-- The key stands in the way, by whatever name it has, and keeps it. A column that is changed
-- without NOT NULL loses it; Babelfish alone keeps it, and refuses to hear it. A view keeps the column as it is, and is made again.
DECLARE @key SYSNAME = (SELECT name FROM sys.key_constraints
                        WHERE parent_object_id = OBJECT_ID(N'ParcelSummary', N'U') AND type = N'PK'),
        @change NVARCHAR(1000),
        @view NVARCHAR(MAX) = OBJECT_DEFINITION(OBJECT_ID(N'ParcelStatus', N'V'));
IF @view IS NOT NULL EXEC(N'DROP VIEW ParcelStatus');
SET @change = N'ALTER TABLE ParcelSummary DROP CONSTRAINT ' + QUOTENAME(@key);
IF @key IS NOT NULL EXEC(@change);
SET @change = N'ALTER TABLE ParcelSummary ALTER COLUMN ParcelId BIGINT';
IF SERVERPROPERTY(N'Babelfish') IS NULL SET @change = @change + N' NOT NULL';
EXEC(@change);
SET @change = N'ALTER TABLE ParcelSummary ADD CONSTRAINT ' + QUOTENAME(@key) + N' PRIMARY KEY (ParcelId)';
IF @key IS NOT NULL EXEC(@change);
IF @view IS NOT NULL EXEC(@view)
