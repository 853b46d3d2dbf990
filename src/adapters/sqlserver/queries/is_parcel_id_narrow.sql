SELECT COUNT(*) FROM sys.columns
WHERE object_id = OBJECT_ID(N'ParcelSummary', N'U') AND name = N'ParcelId' AND TYPE_NAME(system_type_id) = N'int'
