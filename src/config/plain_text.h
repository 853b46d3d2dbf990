#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace scan {

// In quotes, on one line, cut to a length that leaves a message readable: how a message repeats
// what somebody wrote.
std::string in_quotes(std::string_view text);

// The front of `text` in quotes, up to a character that no name has: behind it could be a secret.
std::string name_in_quotes(std::string_view text);

}  // namespace scan
