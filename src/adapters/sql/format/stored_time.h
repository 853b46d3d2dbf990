#pragma once

#include <optional>
#include <string>

#include "base/utc_time.h"

namespace scan {

// The time in a text column; throws soci_error if there is none in it.
UtcTime stored_time(const std::string& text);

std::optional<UtcTime> stored_time(const std::optional<std::string>& text);

}  // namespace scan
