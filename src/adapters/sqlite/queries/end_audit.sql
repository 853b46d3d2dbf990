UPDATE audit SET result = :result WHERE id = :id
