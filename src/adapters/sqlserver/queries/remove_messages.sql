DECLARE @receipts NVARCHAR(MAX) = CAST(:receipts AS NVARCHAR(MAX)), @queue NVARCHAR(50) = :queue;
DELETE stored
OUTPUT deleted.Id, deleted.ReceiveCount
FROM Message AS stored
JOIN OPENJSON(@receipts) WITH (Id BIGINT '$.id', N INT '$.n') AS receipt
  ON stored.Id = receipt.Id AND stored.ReceiveCount = receipt.N
WHERE stored.Queue = @queue
