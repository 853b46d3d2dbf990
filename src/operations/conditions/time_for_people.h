#pragma once

#include <string>

#include "base/clock.h"

namespace scan {

// "14:03:07" on the day of `now`, else "2026-11-26 14:03:07". UTC.
std::string time_for_people(UtcTime at, UtcTime now);

// "12 s", "42 min", "3 h 10 min", "2 days 4 h"; what is negative is "0 s".
std::string duration_for_people(Duration duration);

// From one moment to a later one; negative if it is earlier.
inline Duration between(UtcTime from, UtcTime to) {
    // Within 292 years; facts are of one run of a machine.
    return Duration((to.ticks() - from.ticks()) * 100);
}

// Cut at the years 1 and 9999.
UtcTime later(UtcTime at, Duration by);

}  // namespace scan
