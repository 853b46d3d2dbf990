-- The last one stays, as in the other dialects. The hints are explained in forget_failed_events.sql.
DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7)), @count BIGINT = :rows_max;
DELETE FROM FeedGap
WHERE Id IN (
    SELECT TOP (@count) Id
    FROM FeedGap WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
    WHERE ClosedAtUtc < @before AND Id < (SELECT MAX(Id) FROM FeedGap WITH (NOLOCK))
    ORDER BY ClosedAtUtc);
SELECT CAST(@@ROWCOUNT AS BIGINT)
