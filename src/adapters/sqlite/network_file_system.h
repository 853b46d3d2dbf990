#pragma once

#include <cstdint>
#include <string_view>

namespace scan {

// The name of a file system that machines share, by what statfs(2) says of its kind; blank: none that is known. SQLite's write-ahead log
// needs memory and locks that all who use the file share, and these only look as if they had them.
std::string_view network_file_system(std::int64_t kind);

}  // namespace scan
