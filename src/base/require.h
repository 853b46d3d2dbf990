#pragma once

#include <source_location>

namespace scan {

[[noreturn]] void end_with_broken_precondition(const char* text, const std::source_location& where);

// States what a caller must have seen to: a line `REQUIRES:` of a header, checked. If it does not
// hold, the program is wrong, and the process ends with `text` and the place on standard error, in
// release builds too: after a crash only work is done again, a wrong step could lose events. For
// errors of the world, which a correct program meets, there is Result.
constexpr void require(bool holds, const char* text,
                       const std::source_location& where = std::source_location::current()) {
    if (!holds) [[unlikely]]
        end_with_broken_precondition(text, where);
}

}  // namespace scan
