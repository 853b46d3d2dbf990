#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/utc_time.h"
#include "domain/parcel_summary.h"

namespace scan {

// A row of the parcels' table, as every statement that reads one selects it.
struct SummaryRow {
    ParcelId parcel_id;
    EventId latest_event_id;
    std::string latest_type;
    UtcTime latest_created_at;
    std::string latest_status_code;
    std::string latest_run_id;
    std::optional<UtcTime> picked_up_at;
    std::optional<EventId> picked_up_event_id;
    std::optional<UtcTime> delivered_at;
    std::optional<EventId> delivered_event_id;

    bool operator==(const SummaryRow&) const = default;

    static constexpr auto columns() {
        using Row = SummaryRow;
        return std::tuple(&Row::parcel_id, &Row::latest_event_id, &Row::latest_type,
                          &Row::latest_created_at, &Row::latest_status_code, &Row::latest_run_id,
                          &Row::picked_up_at, &Row::picked_up_event_id, &Row::delivered_at,
                          &Row::delivered_event_id);
    }
};

ParcelSummary summary_of(SummaryRow row);

}  // namespace scan
