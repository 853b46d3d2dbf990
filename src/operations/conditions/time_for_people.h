#pragma once

#include <algorithm>
#include <ratio>
#include <string>

#include "base/clock.h"

namespace scan {

// "14:03:07" on the day of `now`, else "2026-11-26 14:03:07". UTC.
std::string time_for_people(UtcTime at, UtcTime now);

// "12 s", "42 min", "3 h 10 min", "2 days 4 h"; what is negative is "0 s".
std::string duration_for_people(Duration duration);

// From one moment to a later one; negative if it is earlier. Cut at 292 years: a clock may say anything.
inline Duration between(UtcTime from, UtcTime to) {
    using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, UtcTime::kTicksPerSecond>>;
    constexpr auto kTicksMax = std::chrono::duration_cast<Ticks>(Duration::max());
    return std::clamp(Ticks(to.ticks() - from.ticks()), -kTicksMax, kTicksMax);
}

// Cut at the years 1 and 9999.
UtcTime later(UtcTime at, Duration by);

}  // namespace scan
