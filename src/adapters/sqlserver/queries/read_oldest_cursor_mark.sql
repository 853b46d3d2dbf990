SELECT TOP (1) EventId FROM CursorMark ORDER BY AtUtc
