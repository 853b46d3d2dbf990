SELECT lease_holder, CAST(lease_holder <> '' AND lease_expires_at > statement_timestamp() AS int), caught_up_at_utc
FROM processing_state WHERE id = 1
