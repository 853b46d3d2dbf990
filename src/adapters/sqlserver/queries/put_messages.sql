DECLARE @rows NVARCHAR(MAX) = CAST(:rows AS NVARCHAR(MAX)), @queue NVARCHAR(50) = :queue;
INSERT INTO Message (Queue, VisibleAtUtc, ReceiveCount, Body)
SELECT @queue, SYSDATETIMEOFFSET(), 0, b FROM OPENJSON(@rows) WITH (b NVARCHAR(MAX) '$.b')
