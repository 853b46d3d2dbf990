#pragma once

#include <string>

#include "base/error.h"
#include "base/utc_time.h"

namespace scan {

// When the first certificate of a PEM file ends. denied: the file cannot be read, or has none.
Result<UtcTime> certificate_end(const std::string& path);

}  // namespace scan
