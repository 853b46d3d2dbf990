DECLARE @queue NVARCHAR(50) = :queue, @dead NVARCHAR(50) = :dead_letter_queue;
SELECT (SELECT COUNT_BIG(*) FROM Message WHERE Queue = @queue AND VisibleAtUtc <= SYSDATETIMEOFFSET()),
       (SELECT COUNT_BIG(*) FROM Message WHERE Queue = @queue AND VisibleAtUtc > SYSDATETIMEOFFSET()),
       (SELECT COUNT_BIG(*) FROM Message WHERE Queue = @dead),
       (SELECT DATEDIFF_BIG(MILLISECOND, MIN(VisibleAtUtc), SYSDATETIMEOFFSET()) * 1000000
        FROM Message WHERE Queue = @queue AND VisibleAtUtc <= SYSDATETIMEOFFSET())
