-- Locked in the order of their ids: a receiver that settles and the thread that extends for it may
-- name the same messages.
WITH held AS MATERIALIZED (
    SELECT message.id
    FROM message
    JOIN json_to_recordset(CAST(:receipts AS json)) AS receipt (id bigint, n int)
      ON message.id = receipt.id AND message.receive_count = receipt.n
    WHERE message.queue = :queue
    ORDER BY message.id
    FOR UPDATE OF message)
UPDATE message
SET visible_at = statement_timestamp() + CAST(:visibility_ns AS bigint) / 1000 * interval '1 microsecond'
FROM held
WHERE message.id = held.id
RETURNING message.id, message.receive_count
