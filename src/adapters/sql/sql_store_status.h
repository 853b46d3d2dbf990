#pragma once

#include "adapters/sql/statement.h"
#include "pipeline/ports/store_status.h"

namespace scan {

// Without a cursor its columns are NULL.
struct StoreStatusRow {
    std::optional<EventId> last_event_id;
    std::optional<EventId> window_low;
    std::optional<EventId> settled_event_id;
    std::optional<bool> is_new;
    std::optional<std::string> unpaid;
    std::optional<UtcTime> cursor_moved_at;
    std::optional<std::string> lease_holder;
    std::optional<bool> is_lease_live;
    std::optional<LeaseEpoch> lease_epoch;
    std::optional<UtcTime> caught_up_at;
    std::optional<std::string> feed_state;
    std::uint64_t parcels = 0;
    std::uint64_t failed_open = 0;
    std::uint64_t failed_resolved = 0;
    std::uint64_t feed_gaps = 0;

    static constexpr auto columns() {
        using Row = StoreStatusRow;
        return std::tuple(&Row::last_event_id, &Row::window_low, &Row::settled_event_id,
                          &Row::is_new, &Row::unpaid, &Row::cursor_moved_at, &Row::lease_holder,
                          &Row::is_lease_live, &Row::lease_epoch, &Row::caught_up_at,
                          &Row::feed_state, &Row::parcels, &Row::failed_open, &Row::failed_resolved,
                          &Row::feed_gaps);
    }
};

class SqlStoreStatus final : public StoreStatusReader {
public:
    SqlStoreStatus(const Database& database, SchemaGuard& schema);

    Result<StoreStatus> read() override;

private:
    Connection connection_;
    // One statement, so that all of it is of one moment.
    Statement<In<>, StoreStatusRow> read_;
};

}  // namespace scan
