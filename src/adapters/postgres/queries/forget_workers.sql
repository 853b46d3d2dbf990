DELETE FROM worker WHERE told_at_utc < CAST(:before AS timestamptz)
