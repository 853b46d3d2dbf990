#pragma once

#include <expected>
#include <fstream>
#include <string>

namespace scan {

// A file that a flag names, open at its begin. The error is one line that names file and flag, and says why: there is none, it may not be
// read, or it is a folder.
std::expected<std::ifstream, std::string> open_given_file(const std::string& flag,
                                                          const std::string& path);

}  // namespace scan
