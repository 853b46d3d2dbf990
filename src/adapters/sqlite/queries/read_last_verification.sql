SELECT failed, ended_at_utc FROM job WHERE kind = 'verify' AND state = 'done' ORDER BY ended_at_utc DESC, id DESC LIMIT 1
