CREATE TABLE IF NOT EXISTS schema_version (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    migrated_at_utc TEXT NOT NULL
) WITHOUT ROWID
