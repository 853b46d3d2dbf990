-- Longest visible first, so that what came back is not kept waiting by what is new. What another receiver is just looking at is its own.
SELECT id, receive_count
FROM message
WHERE queue = :queue AND visible_at <= statement_timestamp()
ORDER BY visible_at, id
LIMIT :messages_max
FOR UPDATE SKIP LOCKED
