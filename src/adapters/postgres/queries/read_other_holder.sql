-- Not this holder, and not expired by the server's clock.
SELECT lease_holder FROM processing_state
WHERE id = 1 AND lease_holder NOT IN ('', :holder) AND lease_expires_at > statement_timestamp()
