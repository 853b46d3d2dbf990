#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"

namespace scan {

// A header that the operator adds to each request of the feed.
struct FeedHeader {
    std::string name;
    Secret value;
};

// Reads `Name: value; Other: @/path`: a value behind @ is the content of that file. A value with a
// semicolon has to stand in a file. The error says what is wrong, and names a header that would
// override one of the client's own; it quotes no value.
std::expected<std::vector<FeedHeader>, std::string> parse_feed_headers(std::string_view text);

// The same headers without their values: `Name: (hidden); Other: @/path`.
std::string feed_headers_shown(const std::vector<FeedHeader>& headers);

// Header names do not tell upper case from lower case.
bool is_same_header(std::string_view one, std::string_view other);

}  // namespace scan
