#include "pipeline/processing/bisection.h"

#include <algorithm>

#include "base/require.h"

namespace scan {

void Bisection::accepted() {
    require(!pending_.empty(), "a range is being tried");
    pending_.pop_back();
}

std::optional<std::size_t> Bisection::rejected() {
    if (halve(1)) return std::nullopt;
    const Range range = pending_.back();
    pending_.pop_back();
    return range.begin;
}

void Bisection::look_elsewhere() {
    if (!pending_.empty()) std::ranges::rotate(pending_, pending_.begin() + 1);
}

bool Bisection::halve(std::size_t least) {
    require(!pending_.empty(), "a range is being tried");
    require(least > 0, "an item cannot be halved");
    const Range range = pending_.back();
    if (range.size() < 2 * least) return false;
    pending_.pop_back();
    const std::size_t middle = range.begin + range.size() / 2;
    pending_.push_back({middle, range.end});
    pending_.push_back({range.begin, middle});
    return true;
}

}  // namespace scan
