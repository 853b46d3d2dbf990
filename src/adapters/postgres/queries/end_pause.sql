DELETE FROM pause WHERE what = :what
