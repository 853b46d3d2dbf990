#include "app/commands/given_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace scan {

std::expected<std::ifstream, std::string> open_given_file(const std::string& flag,
                                                          const std::string& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    // A folder opens like a file and fails only when it is read.
    if (file) file.peek();
    if (!file.is_open() || file.bad()) {
        return std::unexpected(fmt::format("cannot read the file \"{}\" (flag {}): {}", path, flag,
                                           errno != 0 ? std::strerror(errno) : "input error"));
    }
    file.clear();  // of the end of an empty one
    return file;
}

}  // namespace scan
