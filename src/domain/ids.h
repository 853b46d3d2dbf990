#pragma once

#include <compare>
#include <cstdint>

namespace scan {

// The feed's identity and order of events: positive, unique by contract. 0 stands for "before every
// event".
struct EventId {
    std::int64_t value = 0;
    auto operator<=>(const EventId&) const = default;
};

// The parcel that a scan was made against: positive.
struct ParcelId {
    std::int64_t value = 0;
    auto operator<=>(const ParcelId&) const = default;
};

}  // namespace scan
