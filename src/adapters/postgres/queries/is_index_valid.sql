-- Nothing: there is none. An index whose making was cut off is not valid.
SELECT CAST(indisvalid AS int)
FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relname = :name AND nspname = ANY (current_schemas(false))
