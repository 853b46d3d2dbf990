#pragma once

#include <string>
#include <string_view>

#include "base/utc_time.h"
#include "domain/ids.h"

namespace scan {

inline constexpr std::string_view kPickup = "PICKUP";
inline constexpr std::string_view kDelivery = "DELIVERY";

// One scan of one parcel. A value.
struct ScanEvent {
    EventId event_id;
    ParcelId parcel_id;
    std::string type;  // ASCII upper case, known or not, never blank
    UtcTime created_at;
    std::string status_code;
    std::string run_id;

    bool operator==(const ScanEvent&) const = default;
};

}  // namespace scan
