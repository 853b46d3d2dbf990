DECLARE @id BIGINT = :id;
UPDATE FailedEvent SET RetriedAtUtc = NULL WHERE Id = @id AND ResolvedAtUtc IS NULL
