#pragma once

#include <expected>
#include <string>

#include "config/load_config.h"

namespace scan {

// Looks at the files that the settings name, as `run` would, and makes none: a database file's
// folder and rights, whether it is a database, whether a certificate is PEM. An error has a line for
// each that cannot be used.
std::expected<void, std::string> check_files(const LoadedConfig& loaded);

}  // namespace scan
