-- Not by this holder, and not expired by the server's clock.
DECLARE @holder NVARCHAR(400) = :holder;
SELECT CAST(CASE WHEN EXISTS (
    SELECT 1 FROM ProcessingState
    WHERE Id = 1 AND LeaseHolder NOT IN (N'', @holder) AND LeaseExpiresAtUtc > SYSDATETIMEOFFSET())
    THEN 1 ELSE 0 END AS BIGINT)
