#include "adapters/sql/sql_store_status.h"

#include "adapters/sql/format/stored_ranges.h"

namespace scan {

SqlStoreStatus::SqlStoreStatus(const Database& database, SchemaGuard& schema)
    : connection_(database, schema, Role::control), read_(connection_, "read_store_status", {}) {}

Result<StoreStatus> SqlStoreStatus::read() {
    return connection_.read([this] {
        StoreStatus status;
        read_.each([&](const StoreStatusRow& row) {
            if (row.last_event_id) {
                status.cursor = Cursor{.last_event_id = *row.last_event_id,
                                       .unpaid = unpaid_ranges(row.unpaid, *row.last_event_id,
                                                               row.window_low.value_or(EventId{})),
                                       .settled_event_id = row.settled_event_id.value_or(EventId{}),
                                       .is_new = row.is_new.value_or(false)};
            }
            status.cursor_moved_at = row.cursor_moved_at;
            status.lease_holder = row.lease_holder.value_or("");
            status.lease_live = row.is_lease_live.value_or(false);
            status.lease_epoch = row.lease_epoch.value_or(LeaseEpoch{});
            status.caught_up_at = row.caught_up_at;
            status.feed_state = row.feed_state.value_or("");
            status.parcels = row.parcels;
            status.failed_events_open = row.failed_open;
            status.failed_events_resolved = row.failed_resolved;
            status.feed_gaps = row.feed_gaps;
        });
        return status;
    });
}

}  // namespace scan
