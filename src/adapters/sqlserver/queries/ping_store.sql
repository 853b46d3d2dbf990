-- A secondary replica can be read, and a transaction begun in it: only a write would find it out.
IF CAST(DATABASEPROPERTYEX(DB_NAME(), N'Updateability') AS NVARCHAR(50)) = N'READ_ONLY'
    THROW 51223, N'this database can only be read: it is a secondary replica, or was set to READ_ONLY', 1;
SELECT CAST(1 AS BIGINT) FROM SchemaVersion WHERE Name = N'store'
