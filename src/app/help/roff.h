#pragma once

#include <string>
#include <string_view>

namespace scan {

// `text` as a line, or a part of one, of a manual page: nothing in it is taken for a command, and what
// stands between `backquotes` is bold.
std::string roff(std::string_view text);

// The same as an argument of a macro, in quotes.
std::string roff_argument(std::string_view text);

}  // namespace scan
