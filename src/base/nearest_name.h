#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace scan {

// The candidate that was probably meant: the one with the fewest letters to change, insert, drop or
// swap with a neighbour, if a quarter of the letters suffice. Names longer than 100 bytes have
// none.
std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string> candidates);

// "; did you mean X?" or nothing.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace scan
