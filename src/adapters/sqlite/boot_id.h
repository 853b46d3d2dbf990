#pragma once

#include <string>

namespace scan {

// The kernel's name for this boot of the machine; empty if it has none to offer.
std::string read_boot_id();

}  // namespace scan
