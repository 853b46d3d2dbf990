SELECT EXISTS (
    SELECT 1 FROM message
    WHERE queue = :queue AND visible_at_ns <= (SELECT clock_ns())
      AND visible_at_ns >= coalesce(CAST(:visible_from AS INTEGER), 0))
