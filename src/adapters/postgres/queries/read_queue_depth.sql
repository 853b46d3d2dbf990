SELECT (SELECT count(*) FROM message WHERE queue = :queue AND visible_at <= statement_timestamp()),
       (SELECT count(*) FROM message WHERE queue = :queue AND visible_at > statement_timestamp()),
       (SELECT count(*) FROM message WHERE queue = :dead_letter_queue)
