-- merge() of domain/parcel_summary.h, column by column; the right sides see the row as it stood. A milestone that has a time but
-- no event id belongs to an adopted row and counts as event 0. A delta that brings nothing new writes nothing, and so does that of a
-- row which was just inserted.
-- First the INSERT, then the UPDATE: in the other order a key that another transaction commits between the two is found by neither, and
-- its delta is lost without a word. In this order two that insert one key meet as a key violation (2627), and the later one repeats.
-- That holds without any lock hint. UPDLOCK and SERIALIZABLE are there against deadlocks: the keys, present or not, are locked once and in
-- their order. Not MERGE, which violates the key or deadlocks under concurrency.
-- LOOP JOIN and FORCE ORDER make the server seek the keys in the order of @delta. Another plan would read, and lock, the whole table.
DECLARE @rows NVARCHAR(MAX) = CAST(:rows AS NVARCHAR(MAX));
DECLARE @delta TABLE (
    p BIGINT NOT NULL PRIMARY KEY, e BIGINT NOT NULL, t NVARCHAR(200) NOT NULL, c DATETIMEOFFSET(7) NOT NULL,
    s NVARCHAR(200) NOT NULL, r NVARCHAR(200) NOT NULL, pt DATETIMEOFFSET(7), pe BIGINT, dt DATETIMEOFFSET(7), de BIGINT);
INSERT INTO @delta (p, e, t, c, s, r, pt, pe, dt, de)
SELECT p, e, t, c, s, r, pt, pe, dt, de
FROM OPENJSON(@rows) WITH (
    p BIGINT '$.p', e BIGINT '$.e', t NVARCHAR(200) '$.t', c DATETIMEOFFSET(7) '$.c', s NVARCHAR(200) '$.s',
    r NVARCHAR(200) '$.r', pt DATETIMEOFFSET(7) '$.pt', pe BIGINT '$.pe', dt DATETIMEOFFSET(7) '$.dt', de BIGINT '$.de');
INSERT INTO ParcelSummary (
    ParcelId, LatestEventId, LatestType, LatestCreatedDateTimeUtc, LatestStatusCode, LatestRunId, PickedUpAtUtc,
    PickedUpEventId, DeliveredAtUtc, DeliveredEventId)
SELECT p, e, t, c, s, r, pt, pe, dt, de
FROM @delta
WHERE NOT EXISTS (SELECT 1 FROM ParcelSummary AS stored WITH (UPDLOCK, SERIALIZABLE) WHERE stored.ParcelId = p)
ORDER BY p
OPTION (LOOP JOIN, FORCE ORDER);
UPDATE stored SET
    LatestEventId = CASE WHEN e > LatestEventId THEN e ELSE LatestEventId END,
    LatestType = CASE WHEN e > LatestEventId THEN t ELSE LatestType END,
    LatestCreatedDateTimeUtc = CASE WHEN e > LatestEventId THEN c ELSE LatestCreatedDateTimeUtc END,
    LatestStatusCode = CASE WHEN e > LatestEventId THEN s ELSE LatestStatusCode END,
    LatestRunId = CASE WHEN e > LatestEventId THEN r ELSE LatestRunId END,
    PickedUpAtUtc = CASE WHEN pe IS NOT NULL AND (PickedUpAtUtc IS NULL OR pe < COALESCE(PickedUpEventId, 0))
                         THEN pt ELSE PickedUpAtUtc END,
    PickedUpEventId = CASE WHEN pe IS NOT NULL AND (PickedUpAtUtc IS NULL OR pe < COALESCE(PickedUpEventId, 0))
                           THEN pe ELSE PickedUpEventId END,
    DeliveredAtUtc = CASE WHEN de IS NOT NULL AND (DeliveredAtUtc IS NULL OR de < COALESCE(DeliveredEventId, 0))
                          THEN dt ELSE DeliveredAtUtc END,
    DeliveredEventId = CASE WHEN de IS NOT NULL AND (DeliveredAtUtc IS NULL OR de < COALESCE(DeliveredEventId, 0))
                            THEN de ELSE DeliveredEventId END
FROM @delta AS delta
JOIN ParcelSummary AS stored WITH (UPDLOCK, SERIALIZABLE) ON stored.ParcelId = delta.p
WHERE e > LatestEventId
   OR (pe IS NOT NULL AND (PickedUpAtUtc IS NULL OR pe < COALESCE(PickedUpEventId, 0)))
   OR (de IS NOT NULL AND (DeliveredAtUtc IS NULL OR de < COALESCE(DeliveredEventId, 0)))
OPTION (LOOP JOIN, FORCE ORDER)
