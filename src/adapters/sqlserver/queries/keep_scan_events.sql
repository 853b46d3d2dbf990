-- LOOP JOIN and FORCE ORDER, because another plan would lock the whole table on its way through it.
DECLARE @rows NVARCHAR(MAX) = CAST(:rows AS NVARCHAR(MAX)), @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
INSERT INTO ScanEvent (EventId, ParcelId, Type, CreatedAtUtc, StatusCode, RunId, Body, StoredAtUtc)
SELECT e, p, t, c, s, r, b, @now
FROM OPENJSON(@rows) WITH (
    e BIGINT '$.e', p BIGINT '$.p', t NVARCHAR(200) '$.t', c DATETIMEOFFSET(7) '$.c', s NVARCHAR(200) '$.s',
    r NVARCHAR(200) '$.r', b NVARCHAR(MAX) '$.b')
WHERE NOT EXISTS (SELECT 1 FROM ScanEvent AS stored WITH (UPDLOCK, SERIALIZABLE) WHERE stored.EventId = e)
ORDER BY e
OPTION (LOOP JOIN, FORCE ORDER)
