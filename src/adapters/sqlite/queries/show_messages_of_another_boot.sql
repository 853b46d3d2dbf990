UPDATE message SET visible_at_ns = 0 WHERE visible_at_ns > 0
