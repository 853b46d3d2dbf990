#pragma once

#include <cstddef>
#include <optional>

namespace scan {

// Puts the cursor at the line's begin and removes what stands in it.
inline constexpr const char* kClearLine = "\r\x1b[K";

// The columns of the terminal behind a descriptor now, at least 40; nullopt: it is no terminal.
std::optional<std::size_t> terminal_width(int descriptor);

}  // namespace scan
