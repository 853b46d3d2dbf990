SELECT coalesce((SELECT boot_id FROM queue_boot WHERE id = 1), '') = boot_id()
