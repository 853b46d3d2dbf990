#include "tests/chaos/chronicle.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdio>
#include <ctime>

namespace scan {

void Chronicle::note(std::string_view what) {
    const double age =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    lines_ << fmt::format("{:%H:%M:%S}Z {:9.3f} {}\n", fmt::gmtime(std::time(nullptr)), age, what)
           << std::flush;
}

void Chronicle::tell(std::string_view what) {
    note(what);
    const auto seconds = age().count();
    fmt::print("{:3}:{:02} {}\n", seconds / 60, seconds % 60, what);
    std::fflush(stdout);
}

std::chrono::seconds Chronicle::age() const {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() -
                                                            began_);
}

}  // namespace scan
