#pragma once

#include <string>

namespace scan {

// A file of settings to begin with: each with its meaning, and its default in a comment. A folder that
// is not "" is where the SQLite files of queue and store are to be: they are set then.
std::string config_example(const std::string& state_folder);

}  // namespace scan
