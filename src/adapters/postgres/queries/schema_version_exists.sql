SELECT CAST(to_regclass('schema_version') IS NOT NULL AS int)
