#include "app/terminal/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ranges>
#include <string>

#include "app/terminal/exit_code.h"

namespace scan {

void say_text(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

int complain(std::string_view message, int code) {
    std::string text;
    for (const auto line : std::views::split(message, '\n'))
        text += fmt::format("scan-event-worker: {}\n", std::string_view(line));
    std::fwrite(text.data(), 1, text.size(), stderr);
    return code;
}

bool flush_output() {
    // The stream remembers a failure of before, after which what was said has a hole.
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

int finish_output(int code) {
    errno = 0;
    if (flush_output()) return code;
    // A reader that has seen enough, like `head`, is told nothing.
    if (errno != EPIPE) {
        // The reason is known only if the last of it could not be written either.
        complain(fmt::format("standard output could not be written{}{}", errno == 0 ? "" : ": ",
                             errno == 0 ? "" : std::strerror(errno)),
                 code);
    }
    return code == kDone ? kFailed : code;
}

}  // namespace scan
