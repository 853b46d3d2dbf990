SELECT lease_holder, lease_holder <> '' AND lease_expires_ns > clock_ns() AND lease_boot_id = boot_id(),
       caught_up_at_utc
FROM processing_state WHERE id = 1
