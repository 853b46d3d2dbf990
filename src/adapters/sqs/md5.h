#pragma once

#include <string>
#include <string_view>

namespace scan {

// The MD5 of `text` as 32 lower-case hexadecimal digits: how SQS shows that a body arrived whole.
// Empty if this machine's cryptography does not allow MD5.
std::string md5_hex(std::string_view text);

}  // namespace scan
