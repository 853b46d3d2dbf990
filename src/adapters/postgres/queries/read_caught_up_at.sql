SELECT caught_up_at_utc FROM processing_state WHERE id = 1
