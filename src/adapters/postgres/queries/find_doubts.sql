-- Connections of others come and go: those of now are counted.
SELECT format('the PostgreSQL server has no room for the %s connections of this worker: max_connections is %s, of which %s are '
              'reserved and %s in use', CAST(:sessions AS int), most, reserved, in_use)
FROM (SELECT CAST(current_setting('max_connections') AS int) AS most,
             CAST(current_setting('superuser_reserved_connections') AS int) AS reserved,
             (SELECT CAST(count(*) AS int) FROM pg_stat_activity
              WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()) AS in_use) AS room
WHERE CAST(:sessions AS int) > most - reserved - in_use
