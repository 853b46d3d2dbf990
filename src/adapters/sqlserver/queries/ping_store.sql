SELECT CAST(1 AS BIGINT) FROM SchemaVersion WHERE Name = N'store'
