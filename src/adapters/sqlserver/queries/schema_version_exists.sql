SELECT COUNT(*) FROM sys.tables WHERE object_id = OBJECT_ID(N'SchemaVersion', N'U')
