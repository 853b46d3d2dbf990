INSERT INTO message_body (id, body) VALUES (last_insert_rowid(), :body)
