SELECT Unpaid FROM ProcessingState WHERE Id = 1
