#pragma once

#include <string>
#include <string_view>

namespace scan {

// Between UTF-8 and what NVARCHAR holds. Bytes or units that are no character become U+FFFD.
std::u16string utf16_of(std::string_view utf8);
std::string utf8_of(std::u16string_view utf16);

}  // namespace scan
