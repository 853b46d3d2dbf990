UPDATE audit SET what = CAST(:what AS text), reason = CAST(:erased AS text), result = CAST(:erased AS text) WHERE id = CAST(:id AS bigint)
