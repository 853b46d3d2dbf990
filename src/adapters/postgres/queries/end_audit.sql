UPDATE audit SET result = CAST(:result AS text) WHERE id = CAST(:id AS bigint)
