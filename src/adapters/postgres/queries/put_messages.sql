INSERT INTO message (queue, visible_at, receive_count, body)
SELECT :queue, statement_timestamp(), 0, b
FROM json_to_recordset(CAST(:rows AS json)) AS body (b text)
