DELETE FROM worker WHERE told_at_utc < :before
