DECLARE @id BIGINT = :id, @result NVARCHAR(MAX) = CAST(:result AS NVARCHAR(MAX));
UPDATE Audit SET Result = @result WHERE Id = @id
