DELETE FROM audit WHERE at_utc < :before
