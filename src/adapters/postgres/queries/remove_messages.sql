-- Locked in the order of their ids, as hide_messages does.
WITH held AS MATERIALIZED (
    SELECT message.id
    FROM message
    JOIN json_to_recordset(CAST(:receipts AS json)) AS receipt (id bigint, n int)
      ON message.id = receipt.id AND message.receive_count = receipt.n
    WHERE message.queue = :queue
    ORDER BY message.id
    FOR UPDATE OF message)
DELETE FROM message
USING held
WHERE message.id = held.id
RETURNING message.id, message.receive_count
