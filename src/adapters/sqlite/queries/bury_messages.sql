UPDATE message
SET queue = :dead_letter_queue, visible_at_ns = clock_ns(), receive_count = 0
WHERE id IN (SELECT value FROM json_each(:message_ids))
