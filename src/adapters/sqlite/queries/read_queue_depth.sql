SELECT (SELECT count(*) FROM message
        WHERE queue = :queue AND visible_at_ns <= (SELECT clock_ns())),
       (SELECT count(*) FROM message
        WHERE queue = :queue AND visible_at_ns > (SELECT clock_ns())),
       (SELECT count(*) FROM message WHERE queue = :dead_letter_queue),
       (SELECT clock_ns() - min(visible_at_ns) FROM message
        WHERE queue = :queue AND visible_at_ns <= (SELECT clock_ns()))
