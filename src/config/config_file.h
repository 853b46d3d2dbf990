#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "config/assignment.h"

namespace scan {

// The text of a configuration file, at most 1 MiB. The error is the reason in a few words.
std::expected<std::string, std::string> read_config_file(const std::string& path);

// Reads a file in TOML: one table a section, strings, whole numbers, numbers and booleans as each
// setting wants them. The error is one line with the path, the line, the column if it helps, and
// the key. A text with more than 10,000 dots is refused as a whole.
std::expected<std::vector<Assignment>, std::string> parse_config_file(std::string_view toml,
                                                                      const std::string& path);

}  // namespace scan
