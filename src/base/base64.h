#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scan {

// `bytes` in base 64 (RFC 4648, 4), with padding.
std::string base64(std::string_view bytes);

// The bytes that `text` stands for; nullopt: it is no base 64, or lacks its padding.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace scan
