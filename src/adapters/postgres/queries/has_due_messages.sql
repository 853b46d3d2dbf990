SELECT CAST(EXISTS (
    SELECT 1 FROM message WHERE queue = :queue AND visible_at <= statement_timestamp()) AS int)
