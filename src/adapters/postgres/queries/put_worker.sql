INSERT INTO worker (name, told_at_utc, told_at, facts)
VALUES (:name, CAST(:now AS timestamptz),
        CASE WHEN CAST(:is_live AS bigint) = 1 THEN statement_timestamp() ELSE '-infinity' END, :facts)
ON CONFLICT (name) DO UPDATE SET
    told_at_utc = excluded.told_at_utc,
    told_at = excluded.told_at,
    facts = excluded.facts
