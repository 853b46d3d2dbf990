SELECT facts, CAST(told_at > statement_timestamp() - CAST(:lifetime_ns AS bigint) / 1000 * interval '1 microsecond' AS int)
FROM worker ORDER BY told_at_utc DESC LIMIT 1000
