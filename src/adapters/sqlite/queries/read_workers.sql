-- A row of another boot is not live, whatever its time says.
SELECT facts, told_boot_id = boot_id() AND told_at_ns > clock_ns() - :lifetime_ns
FROM worker ORDER BY told_at_utc DESC LIMIT 1000
