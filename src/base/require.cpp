#include "base/require.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace scan {

void end_with_broken_precondition(const char* text, const std::source_location& where) {
    // The file's name alone: the path is of the machine that built the program.
    const std::string_view path = where.file_name();
    fmt::print(stderr, "scan-event-worker: broken precondition: {} ({}:{}, {})\n", text,
               path.substr(path.find_last_of('/') + 1), where.line(), where.function_name());
    std::abort();
}

}  // namespace scan
