DELETE FROM message
WHERE id = :message_id AND receive_count = :receive_count AND queue = :queue
