-- The order of the keys, its hints and INTO are those of claim_messages.sql.
DECLARE @receipts NVARCHAR(MAX) = CAST(:receipts AS NVARCHAR(MAX)), @queue NVARCHAR(50) = :queue,
        @ns BIGINT = :visibility_ns;
DECLARE @receipt TABLE (Id BIGINT NOT NULL, N INT NOT NULL, PRIMARY KEY (Id, N));
DECLARE @hidden TABLE (Id BIGINT NOT NULL, ReceiveCount BIGINT NOT NULL);
INSERT INTO @receipt (Id, N) SELECT DISTINCT Id, N FROM OPENJSON(@receipts) WITH (Id BIGINT '$.id', N INT '$.n');
UPDATE stored
SET VisibleAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET())
OUTPUT inserted.Id, inserted.ReceiveCount INTO @hidden
FROM @receipt AS receipt
JOIN Message AS stored WITH (FORCESEEK) ON stored.Id = receipt.Id AND stored.ReceiveCount = receipt.N
WHERE stored.Queue = @queue
OPTION (LOOP JOIN, FORCE ORDER);
SELECT Id, ReceiveCount FROM @hidden
