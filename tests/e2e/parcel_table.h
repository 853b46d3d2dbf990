#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace scan {

// A row of parcel_summary as text; what is NULL is empty.
struct ParcelRow {
    std::string latest_event_id;
    std::string latest_type;
    std::string latest_created_at;
    std::string latest_status_code;
    std::string latest_run_id;
    std::string picked_up_at;
    std::string picked_up_event_id;
    std::string delivered_at;
    std::string delivered_event_id;

    bool operator==(const ParcelRow&) const = default;
};

using ParcelTable = std::map<std::int64_t, ParcelRow>;

// The columns of a recorded table, which has no event ids of pickup and delivery.
std::string csv_line(std::int64_t parcel_id, const ParcelRow& row);

// One line about what is missing, too much or different; empty if the tables are equal.
std::string difference(const ParcelTable& expected, const ParcelTable& found);

}  // namespace scan
