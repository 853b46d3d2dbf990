#pragma once

#include <string>

namespace scan {

// The body of a 200; anything else throws.
std::string http_get(const std::string& url);

}  // namespace scan
