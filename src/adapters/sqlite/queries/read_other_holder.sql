-- Not this holder, not expired by the machine's boot clock, and not of a boot that has ended, with which the holder ended too.
SELECT lease_holder FROM processing_state
WHERE id = 1 AND lease_holder NOT IN ('', :holder) AND lease_expires_ns > clock_ns()
  AND lease_boot_id = boot_id()
