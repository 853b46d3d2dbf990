UPDATE audit SET what = :what, reason = :erased, result = :erased WHERE id = :id
