SELECT 1 FROM schema_version WHERE name = 'store'
