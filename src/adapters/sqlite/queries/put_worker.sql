INSERT INTO worker (name, told_at_utc, told_at_ns, told_boot_id, facts)
VALUES (:name, :now, iif(:is_live = 1, clock_ns(), 0), boot_id(), :facts)
ON CONFLICT (name) DO UPDATE SET
    told_at_utc = excluded.told_at_utc,
    told_at_ns = excluded.told_at_ns,
    told_boot_id = excluded.told_boot_id,
    facts = excluded.facts
