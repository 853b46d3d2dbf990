#pragma once

#include <string>

namespace scan {

// docs/metrics.md, byte for byte.
std::string metrics_page();

}  // namespace scan
