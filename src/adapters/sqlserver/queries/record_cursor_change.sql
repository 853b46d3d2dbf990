DECLARE @to BIGINT = :to_event_id, @reason NVARCHAR(MAX) = CAST(:reason AS NVARCHAR(MAX)),
        @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
INSERT INTO CursorChange (FromEventId, ToEventId, Reason, ChangedAtUtc)
VALUES ((SELECT LastEventId FROM ProcessingState WHERE Id = 1), @to, @reason, @now)
