DECLARE @id BIGINT = :id, @what NVARCHAR(MAX) = CAST(:what AS NVARCHAR(MAX)), @erased NVARCHAR(50) = :erased;
UPDATE Audit SET What = @what, Reason = @erased, Result = @erased WHERE Id = @id
