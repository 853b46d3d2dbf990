SELECT LastEventId, WindowLowEventId, SettledEventId, CAST(IsNew AS BIGINT) FROM ProcessingState WHERE Id = 1
