INSERT INTO schema_version (name, version, migrated_at_utc)
VALUES (:name, :version, :now)
ON CONFLICT (name) DO UPDATE
SET version = excluded.version, migrated_at_utc = excluded.migrated_at_utc
