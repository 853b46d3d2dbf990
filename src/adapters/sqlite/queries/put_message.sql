INSERT INTO message (queue, visible_at_ns, receive_count) VALUES (:queue, clock_ns(), 0)
