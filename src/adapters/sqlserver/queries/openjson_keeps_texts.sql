-- Babelfish's as it is published cuts them at 4,000 characters and leaves escapes in them.
DECLARE @rows NVARCHAR(MAX) = N'[{"b":"\"\\' + REPLICATE(CAST(N'x' AS NVARCHAR(MAX)), 5000) + N'"}]';
SELECT CASE WHEN EXISTS (
    SELECT 1 FROM OPENJSON(@rows) WITH (b NVARCHAR(MAX) '$.b') WHERE LEN(b) = 5002 AND LEFT(b, 2) = N'"\')
    THEN 1 ELSE 0 END
