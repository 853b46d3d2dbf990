-- Not to_regclass(), which may remember from before the wait for the migrations' lock that there is
-- no such table.
SELECT count(*) FROM pg_tables
WHERE tablename = 'schema_version' AND schemaname = ANY (current_schemas(false))
