#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace scan {

// How long the value of a Retry-After header (RFC 9110, 10.2.3) asks to wait, seen from `now`:
// whole seconds, or a date in one of the three forms of RFC 9110, 5.6.7. At least zero (a date that
// has passed), at most `max`. nullopt: the value is neither.
std::optional<Duration> parse_retry_after(std::string_view value, UtcTime now, Duration max);

}  // namespace scan
