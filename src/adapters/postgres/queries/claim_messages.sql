UPDATE message
SET visible_at = statement_timestamp() + CAST(:visibility_ns AS bigint) / 1000 * interval '1 microsecond',
    receive_count = receive_count + 1
WHERE id IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(:message_ids AS json)))
RETURNING id, receive_count, body
