UPDATE processing_state
SET lease_epoch = lease_epoch + 1,
    lease_holder = :holder,
    lease_expires_at = statement_timestamp() + CAST(:duration_ns AS bigint) / 1000 * interval '1 microsecond'
WHERE id = 1
  AND (lease_holder IN ('', :holder, :gone_holder) OR lease_expires_at <= statement_timestamp())
RETURNING lease_epoch, last_event_id, window_low_event_id, settled_event_id, CAST(is_new AS int), unpaid
