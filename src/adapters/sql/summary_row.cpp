#include "adapters/sql/summary_row.h"

#include <utility>

namespace scan {
namespace {

// The milestone of an adopted row has no event, which counts as event 0.
std::optional<Milestone> milestone(const std::optional<UtcTime>& at,
                                   const std::optional<EventId>& event_id) {
    if (!at) return std::nullopt;
    return Milestone{.event_id = event_id.value_or(EventId{}), .at = *at};
}

}  // namespace

ParcelSummary summary_of(SummaryRow row) {
    return {.parcel_id = row.parcel_id,
            .latest = {.event_id = row.latest_event_id,
                       .type = std::move(row.latest_type),
                       .created_at = row.latest_created_at,
                       .status_code = std::move(row.latest_status_code),
                       .run_id = std::move(row.latest_run_id)},
            .picked_up = milestone(row.picked_up_at, row.picked_up_event_id),
            .delivered = milestone(row.delivered_at, row.delivered_event_id)};
}

}  // namespace scan
