#pragma once

#include <algorithm>
#include <string_view>

namespace scan {

// Whether one of ASCII's control characters is in it, which would break a line, a header or a
// terminal; those of `allowed` do not count.
inline bool has_control_character(std::string_view text, std::string_view allowed = {}) {
    return std::ranges::any_of(text, [allowed](char c) {
        return (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) && !allowed.contains(c);
    });
}

}  // namespace scan
