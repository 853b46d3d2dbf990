SELECT Id, EventId, ParcelId, CAST(Reason AS NVARCHAR(600)), Detail,
       CASE WHEN ClosedAs = N'discarded' THEN N'discarded'
            WHEN ResolvedAtUtc IS NOT NULL THEN N'resolved'
            WHEN RetriedAtUtc IS NOT NULL THEN N'retried' ELSE N'open' END,
       Occurrences, CONVERT(NVARCHAR(40), FailedAtUtc, 127), CONVERT(NVARCHAR(40), LastFailedAtUtc, 127), Body, EditedBody
FROM FailedEvent
WHERE Id = :id
