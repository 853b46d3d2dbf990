INSERT INTO queue_boot (id, boot_id) VALUES (1, boot_id())
ON CONFLICT (id) DO UPDATE SET boot_id = excluded.boot_id
