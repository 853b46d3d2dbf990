SELECT unpaid FROM processing_state WHERE id = 1
