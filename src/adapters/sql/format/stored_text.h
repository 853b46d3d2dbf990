#pragma once

#include <string>
#include <string_view>

namespace scan {

// Returns the form of `text` for a column: `text` itself, or "base64:" and its base64 if it is no
// UTF-8, holds NUL (which databases refuse or cut at), or begins with "base64:" itself.
std::string stored_text(std::string_view text);

// The text that `stored` stands for; what is no base64 after "base64:" stands for itself.
std::string original_text(std::string_view stored);

}  // namespace scan
