DELETE FROM message_body WHERE id = :message_id
