-- The count is explained in advance_cursor.sql.
DECLARE @id BIGINT = :id, @epoch BIGINT = :epoch, @findings NVARCHAR(MAX) = CAST(:findings AS NVARCHAR(MAX));
UPDATE Job SET Findings = @findings WHERE Id = @id AND ClaimEpoch = @epoch;
SELECT CAST(@@ROWCOUNT AS BIGINT)
