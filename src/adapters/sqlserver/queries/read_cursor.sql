SELECT LastEventId, WindowLowEventId, SettledEventId, CAST(IsNew AS BIGINT), Unpaid FROM ProcessingState WHERE Id = 1
