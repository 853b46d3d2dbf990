#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string_view>

namespace scan {

// Each target defines it: reads `input`, which nobody vouches for, and keeps its promises. `input`
// ends where its memory ends.
void fuzz(std::string_view input);

// Ends the run as a crash if a promise is broken.
inline void promise(bool kept, const char* what,
                    std::source_location where = std::source_location::current()) {
    if (kept) return;
    std::fprintf(stderr, "%s:%u: not so: %s\n", where.file_name(), where.line(), what);
    std::abort();
}

// The front of `input` up to a line feed, which is taken off with it: how a target takes several
// texts from one input.
inline std::string_view take_line(std::string_view& input) {
    const std::size_t end = input.find('\n');
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(end == input.npos ? input.size() : end + 1);
    return line;
}

// Up to eight bytes as a number.
inline std::int64_t number_of(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char c : bytes.substr(0, sizeof number))
        number = number << 8 | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(number);
}

}  // namespace scan
