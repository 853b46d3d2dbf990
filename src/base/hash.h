#pragma once

#include <string>
#include <string_view>

namespace scan {

// SHA-256 of `text` as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view text);

}  // namespace scan
