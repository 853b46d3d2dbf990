CREATE TABLE IF NOT EXISTS schema_version (
    name text PRIMARY KEY,
    version int NOT NULL,
    migrated_at_utc timestamptz NOT NULL
)
