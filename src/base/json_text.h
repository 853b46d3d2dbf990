#pragma once

#include <string>
#include <string_view>

namespace scan {

// `text` as a JSON string, quotes included. Control characters are escaped; bytes that are no UTF-8
// become U+FFFD.
std::string json_quote(std::string_view text);

}  // namespace scan
