#pragma once

#include <span>
#include <string>
#include <string_view>

namespace scan {

// The page `{"ScanEvents":[…]}` around these events' texts. Characters that XML 1.0 does not know,
// which queues refuse, are written as
// \uXXXX; everything else stays byte for byte.
std::string encode_page(std::span<const std::string_view> events);

// What `encode_page` adds to n events, besides n - 1 commas.
inline constexpr std::size_t kPageBytes = std::string_view(R"({"ScanEvents":[]})").size();

}  // namespace scan
