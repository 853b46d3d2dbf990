-- Not this holder, and not expired by the server's clock.
DECLARE @holder NVARCHAR(400) = :holder;
SELECT CAST(LeaseHolder AS NVARCHAR(1200)) FROM ProcessingState
WHERE Id = 1 AND LeaseHolder NOT IN (N'', @holder) AND LeaseExpiresAtUtc > SYSDATETIMEOFFSET()
