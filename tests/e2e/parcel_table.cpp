#include "tests/e2e/parcel_table.h"

#include <fmt/format.h>

namespace scan {
namespace {

std::string describe(const ParcelRow& row) {
    return fmt::format("[{} {} {} '{}' '{}' picked up {} by {}, delivered {} by {}]",
                       row.latest_event_id, row.latest_type, row.latest_created_at,
                       row.latest_status_code, row.latest_run_id, row.picked_up_at,
                       row.picked_up_event_id, row.delivered_at, row.delivered_event_id);
}

}  // namespace

std::string csv_line(std::int64_t parcel_id, const ParcelRow& row) {
    return fmt::format("{},{},{},{},{},{},{},{}", parcel_id, row.latest_event_id, row.latest_type,
                       row.latest_created_at, row.latest_status_code, row.latest_run_id,
                       row.picked_up_at, row.delivered_at);
}

std::string difference(const ParcelTable& expected, const ParcelTable& found) {
    std::size_t missing = 0;
    std::size_t different = 0;
    std::string first;
    for (const auto& [parcel_id, row] : expected) {
        const auto other = found.find(parcel_id);
        if (other != found.end() && other->second == row) continue;
        ++(other == found.end() ? missing : different);
        if (!first.empty()) continue;
        first = fmt::format("parcel {}: expected {}, found {}", parcel_id, describe(row),
                            other == found.end() ? "nothing" : describe(other->second));
    }
    const std::size_t extra = found.size() + missing - expected.size();
    if (missing + different + extra == 0) return "";
    return fmt::format("{} missing, {} different, {} too many; {}", missing, different, extra,
                       first);
}

}  // namespace scan
