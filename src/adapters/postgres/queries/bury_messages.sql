UPDATE message
SET queue = :dead_letter_queue, visible_at = statement_timestamp(), receive_count = 0
WHERE id IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(:message_ids AS json)))
