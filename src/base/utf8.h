#pragma once

#include <cstddef>
#include <string_view>

namespace scan {

// The length in bytes (1 to 4) of the well-formed UTF-8 character at the front of `text`; 0 if
// there is none (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t utf8_length(std::string_view text);

bool is_utf8(std::string_view text);

// How many UTF-16 code units the well-formed UTF-8 `text` takes: the measure of NVARCHAR columns.
std::size_t utf16_units(std::string_view text);

}  // namespace scan
