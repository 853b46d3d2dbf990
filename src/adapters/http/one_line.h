#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace scan {

// Foreign text made fit for an error message: one line of well-formed UTF-8 with at most
// `length_max` bytes before the "…" that marks a cut. Runs of white space and control characters
// become one space, bytes that are no UTF-8 become "?".
std::string one_line(std::string_view text, std::size_t length_max);

}  // namespace scan
