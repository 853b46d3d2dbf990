#pragma once

#include <map>
#include <string>

namespace scan {

// Settings of a worker by their flags' names without the dashes, e.g. lease-duration.
using Settings = std::map<std::string, std::string>;

}  // namespace scan
