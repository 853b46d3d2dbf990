#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

// A request's target, taken apart and decoded: "/parcels/7?limit=5" has the segments "parcels" and "7". "/" has none.
struct RequestTarget {
    std::vector<std::string> path;
    std::vector<std::pair<std::string, std::string>> query;
};

// An error says in a few words what is wrong: no path, a bad escape, a control character, a segment "." or "..".
std::expected<RequestTarget, std::string> parse_target(std::string_view target);

}  // namespace scan
