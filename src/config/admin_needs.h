#pragma once

#include <expected>
#include <string>

#include "config/load_config.h"

namespace scan {

// Whether what the worker serves to people and machines is safe to serve, and its files can be read. An error has a line for each fault.
std::expected<void, std::string> require_safe_admin(const LoadedConfig& loaded);

}  // namespace scan
