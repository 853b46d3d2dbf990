UPDATE processing_state SET unpaid = :unpaid WHERE id = 1
