-- A forced delay overrules what a transaction asks for itself.
DECLARE @sessions BIGINT = :sessions;
SELECT N'the database has DELAYED_DURABILITY = FORCED: a crash of the server can take what this worker was told is kept, and lose events; '
       + N'ALTER DATABASE CURRENT SET DELAYED_DURABILITY = ALLOWED mends it'
FROM sys.databases
WHERE database_id = DB_ID() AND delayed_durability = 2 AND @sessions > 0
