UPDATE processing_state
SET lease_epoch = lease_epoch + 1,
    lease_holder = :holder,
    lease_expires_ns = clock_ns() + :duration_ns,
    lease_boot_id = boot_id()
WHERE id = 1
  AND (lease_holder IN ('', :holder, :gone_holder) OR lease_expires_ns <= clock_ns()
       OR lease_boot_id <> boot_id())
RETURNING lease_epoch, last_event_id, window_low_event_id, settled_event_id, is_new, unpaid
