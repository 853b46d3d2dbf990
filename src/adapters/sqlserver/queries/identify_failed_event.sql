DECLARE @id BIGINT = :id, @event BIGINT = :event_id, @parcel BIGINT = :parcel_id;
UPDATE FailedEvent SET EventId = @event, ParcelId = @parcel WHERE Id = @id AND ResolvedAtUtc IS NULL
