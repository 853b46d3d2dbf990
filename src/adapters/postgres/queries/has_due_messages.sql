SELECT CAST(EXISTS (
    SELECT 1 FROM message
    WHERE queue = :queue AND visible_at <= statement_timestamp()
      AND visible_at >= coalesce(CAST(:visible_from AS timestamptz), '-infinity')) AS int)
