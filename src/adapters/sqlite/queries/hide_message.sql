UPDATE message
SET visible_at_ns = clock_ns() + :visibility_ns
WHERE id = :message_id AND receive_count = :receive_count AND queue = :queue
