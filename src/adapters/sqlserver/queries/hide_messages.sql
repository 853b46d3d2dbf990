DECLARE @receipts NVARCHAR(MAX) = CAST(:receipts AS NVARCHAR(MAX)), @queue NVARCHAR(50) = :queue,
        @ns BIGINT = :visibility_ns;
UPDATE stored
SET VisibleAtUtc = DATEADD(MILLISECOND, CAST(@ns / 1000000 AS INT), SYSDATETIMEOFFSET())
OUTPUT inserted.Id, inserted.ReceiveCount
FROM Message AS stored
JOIN OPENJSON(@receipts) WITH (Id BIGINT '$.id', N INT '$.n') AS receipt
  ON stored.Id = receipt.Id AND stored.ReceiveCount = receipt.N
WHERE stored.Queue = @queue
