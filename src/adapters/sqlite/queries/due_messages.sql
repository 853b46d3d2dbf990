-- Longest visible first, so that what came back is not kept waiting by what is new.
SELECT id, receive_count, CAST(visible_at_ns AS TEXT)
FROM message
WHERE queue = :queue AND visible_at_ns <= (SELECT clock_ns())
  AND visible_at_ns >= coalesce(CAST(:visible_from AS INTEGER), 0)
ORDER BY visible_at_ns, id
LIMIT :messages_max
