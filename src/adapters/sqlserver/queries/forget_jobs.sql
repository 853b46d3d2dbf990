-- The last of each kind, person and end stays: it says when that was done last. The hints are explained in forget_failed_events.sql.
DECLARE @before DATETIMEOFFSET(7) = CAST(:before AS DATETIMEOFFSET(7)), @count BIGINT = :rows_max;
DELETE FROM Job
WHERE Id IN (
    SELECT TOP (@count) Id
    FROM Job WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
    WHERE EndedAtUtc < @before
      AND Id NOT IN (SELECT MAX(Id) FROM Job WITH (NOLOCK) GROUP BY Kind, Who, State)
    ORDER BY EndedAtUtc);
SELECT CAST(@@ROWCOUNT AS BIGINT)
