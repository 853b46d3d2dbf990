#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace scan {

// "1 event", "2 events". `noun`: of one, and many take an s.
std::string counted(std::uint64_t count, std::string_view noun);

}  // namespace scan
