DECLARE @id BIGINT = :id, @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
UPDATE FailedEvent SET RetriedAtUtc = @now WHERE Id = @id AND ResolvedAtUtc IS NULL
