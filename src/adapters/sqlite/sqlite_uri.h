#pragma once

#include <filesystem>
#include <string>

namespace scan {

// SOCI's connect string for the file. SOCI splits it at spaces, quotes and '=': a path with any of
// those goes as an URI.
std::string sqlite_connect_string(const std::filesystem::path& path);

}  // namespace scan
