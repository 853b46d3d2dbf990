SELECT COALESCE(MAX(Version), 0) FROM SchemaVersion WHERE Name = :name
