-- Longest visible first, so that what came back is not kept waiting by what is new.
SELECT id, receive_count
FROM message
WHERE queue = :queue AND visible_at_ns <= (SELECT clock_ns())
ORDER BY visible_at_ns, id
LIMIT :messages_max
