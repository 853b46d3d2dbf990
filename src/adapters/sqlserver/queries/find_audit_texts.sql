DECLARE @pattern NVARCHAR(50) = :pattern;
SELECT Id, What, Reason, Result
FROM Audit
WHERE What LIKE @pattern OR Reason LIKE @pattern OR Result LIKE @pattern
