-- Longest visible first, so that what came back is not kept waiting by what is new. What another receiver is just looking at is its own.
SELECT id, receive_count, CAST(visible_at AS text)
FROM message
WHERE queue = :queue AND visible_at <= statement_timestamp()
  AND visible_at >= coalesce(CAST(:visible_from AS timestamptz), '-infinity')
ORDER BY visible_at, id
LIMIT :messages_max
FOR UPDATE SKIP LOCKED
