-- The count is explained in advance_cursor.sql.
DECLARE @what NVARCHAR(20) = :what;
DELETE FROM Pause WHERE What = @what;
SELECT CAST(@@ROWCOUNT AS BIGINT)
