-- The count is explained in advance_cursor.sql.
DECLARE @id BIGINT = :id, @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7)), @as NVARCHAR(20) = :closed_as;
UPDATE FeedGap SET ClosedAtUtc = @now, ClosedAs = @as WHERE Id = @id AND ClosedAtUtc IS NULL;
SELECT CAST(@@ROWCOUNT AS BIGINT)
