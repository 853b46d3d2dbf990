#include "app/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

namespace scan {

std::optional<std::size_t> terminal_width(int descriptor) {
    if (::isatty(descriptor) == 0) return std::nullopt;
    constexpr std::size_t kLeast = 40;
    constexpr std::size_t kUnknown = 80;
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUnknown;
    return std::max<std::size_t>(size.ws_col, kLeast);
}

LogColour log_colour(const Environment& environment) {
    const auto refused = environment.find("NO_COLOR");
    const bool is_refused = refused != environment.end() && !refused->second.empty();
    return terminal_width(STDERR_FILENO) && !is_refused ? LogColour::by_level : LogColour::none;
}

}  // namespace scan
