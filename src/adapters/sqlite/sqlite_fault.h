#pragma once

#include <filesystem>
#include <string>

#include "adapters/sql/dialect.h"

namespace scan {

// Translates an extended result code of SQLite; `message` is the driver's text, of which the first
// line is kept.
DriverFault sqlite_fault(int result, const std::string& message);

// Why the file cannot be opened, as far as the file system tells; empty: it does not.
std::string why_not_opened(const std::filesystem::path& path);

}  // namespace scan
