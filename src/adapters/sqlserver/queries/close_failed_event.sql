-- The count is explained in advance_cursor.sql.
DECLARE @id BIGINT = :id, @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7)), @as NVARCHAR(20) = :closed_as,
        @body NVARCHAR(MAX) = CAST(:edited_body AS NVARCHAR(MAX));
UPDATE FailedEvent SET ResolvedAtUtc = @now, ClosedAs = @as, EditedBody = @body WHERE Id = @id AND ResolvedAtUtc IS NULL;
SELECT CAST(@@ROWCOUNT AS BIGINT)
