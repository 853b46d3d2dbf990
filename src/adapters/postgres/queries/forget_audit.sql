DELETE FROM audit WHERE at_utc < CAST(:before AS timestamptz)
