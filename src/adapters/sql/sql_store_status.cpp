#include "adapters/sql/sql_store_status.h"

#include "adapters/sql/stored_time.h"

namespace scan {

SqlStoreStatus::SqlStoreStatus(const Database& database, SchemaGuard& schema)
    : connection_(database, schema, Role::control), read_(connection_, "read_store_status", {}) {}

Result<StoreStatus> SqlStoreStatus::read() {
    return connection_.read([this] {
        StoreStatus status;
        read_.each([&](MaybeId last, MaybeId window_low, MaybeId settled, MaybeId is_new,
                       const MaybeText& moved_at, const MaybeText& holder, MaybeId is_live,
                       MaybeId epoch, const MaybeText& caught_up_at, const MaybeText& feed_state,
                       Id parcels, Id failed_open, Id failed_resolved, Id gaps) {
            if (last) {
                status.cursor = Cursor{.last_event_id = EventId{*last},
                                       .window_low = EventId{window_low.value_or(0)},
                                       .settled_event_id = EventId{settled.value_or(0)},
                                       .is_new = is_new.value_or(0) != 0};
            }
            status.cursor_moved_at = stored_time(moved_at);
            status.lease_holder = holder.value_or("");
            status.lease_live = is_live.value_or(0) != 0;
            status.lease_epoch = LeaseEpoch{epoch.value_or(0)};
            status.caught_up_at = stored_time(caught_up_at);
            status.feed_state = feed_state.value_or("");
            status.parcels = static_cast<std::uint64_t>(parcels);
            status.failed_events_open = static_cast<std::uint64_t>(failed_open);
            status.failed_events_resolved = static_cast<std::uint64_t>(failed_resolved);
            status.feed_gaps = static_cast<std::uint64_t>(gaps);
        });
        return status;
    });
}

}  // namespace scan
