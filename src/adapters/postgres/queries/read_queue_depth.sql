SELECT (SELECT count(*) FROM message WHERE queue = :queue AND visible_at <= statement_timestamp()),
       (SELECT count(*) FROM message WHERE queue = :queue AND visible_at > statement_timestamp()),
       (SELECT count(*) FROM message WHERE queue = :dead_letter_queue),
       (SELECT CAST(extract(epoch FROM statement_timestamp() - min(visible_at)) * 1000000000 AS bigint)
        FROM message WHERE queue = :queue AND visible_at <= statement_timestamp())
