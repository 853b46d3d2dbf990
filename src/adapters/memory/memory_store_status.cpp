#include "adapters/memory/memory_store_status.h"

namespace scan {

Result<StoreStatus> MemoryStoreStatus::read() {
    MemoryTransaction transaction(state_);
    const MemoryLeaseRow& lease = transaction->lease;
    StoreStatus status;
    status.cursor = transaction->cursor;
    status.cursor_moved_at = transaction->cursor_moved_at;
    status.lease_holder = lease.holder;
    status.lease_live = !lease.holder.empty() && transaction.clock().now() < lease.expires_at;
    status.lease_epoch = lease.epoch;
    status.caught_up_at = lease.caught_up_at;
    status.feed_state = lease.feed_state;
    status.parcels = transaction->parcels.size();
    for (const auto& [body, failed] : transaction->failed_events) {
        ++(failed.resolved_at ? status.failed_events_resolved : status.failed_events_open);
    }
    status.feed_gaps = transaction->feed_gaps.size();
    return status;
}

}  // namespace scan
