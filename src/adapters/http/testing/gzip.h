#pragma once

#include <string>
#include <string_view>

namespace scan {

// `text` as one member of a gzip body.
std::string gzip(std::string_view text);

}  // namespace scan
