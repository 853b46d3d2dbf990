#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace scan {

// Reads a whole number with one of the units ms, s, m, h, d: "200ms", "5s", "2m", "12h", "30d".
// Anything else, and what does not fit a Duration, is nullopt.
std::optional<Duration> parse_duration(std::string_view text);

// Writes whole milliseconds (the rest is cut) in the largest unit that needs no fraction: "1500ms",
// "90s", "2m". Zero is "0s".
std::string duration_text(Duration duration);

}  // namespace scan
