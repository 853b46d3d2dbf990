UPDATE message
SET visible_at_ns = (SELECT clock_ns()) + :visibility_ns, receive_count = receive_count + 1
WHERE id IN (SELECT value FROM json_each(:message_ids))
RETURNING id, receive_count, (SELECT body FROM message_body WHERE message_body.id = message.id)
