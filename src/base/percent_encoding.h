#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scan {

// `text` with every byte as %XX that is neither unreserved (RFC 3986, 2.3) nor one of `kept`.
std::string percent_encode(std::string_view text, std::string_view kept = {});

// nullopt: a % without two hexadecimal digits behind it.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace scan
