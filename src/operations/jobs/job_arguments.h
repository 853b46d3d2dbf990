#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace scan {

// The first value of this key in what the program wrote of a job itself: its arguments, or what it has
// found. nullopt: there is none of this kind.
std::optional<std::int64_t> number_in(std::string_view json, std::string_view key);
std::optional<std::string> text_in(std::string_view json, std::string_view key);

}  // namespace scan
