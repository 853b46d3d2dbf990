#pragma once

#include <cstddef>
#include <optional>

#include "base/log.h"
#include "config/config_environment.h"

namespace scan {

// Puts the cursor at the line's begin and removes what stands in it.
inline constexpr const char* kClearLine = "\r\x1b[K";

// The columns of the terminal behind a descriptor now, at least 40; nullopt: it is no terminal.
std::optional<std::size_t> terminal_width(int descriptor);

// Of a log on standard error: none unless that is a terminal, and none with NO_COLOR (no-color.org).
LogColour log_colour(const Environment& environment);

}  // namespace scan
