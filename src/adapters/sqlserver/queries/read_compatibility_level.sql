-- Babelfish says 120 and has what 130 brings.
SELECT CASE WHEN SERVERPROPERTY(N'Babelfish') IS NULL
            THEN (SELECT CAST(compatibility_level AS INT) FROM sys.databases WHERE database_id = DB_ID())
            ELSE 130 END
