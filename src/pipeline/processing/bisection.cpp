#include "pipeline/bisection.h"

namespace scan {

std::optional<std::size_t> Bisection::rejected() {
    if (halve(1)) return std::nullopt;
    const Range range = pending_.back();
    pending_.pop_back();
    return range.begin;
}

bool Bisection::halve(std::size_t least) {
    const Range range = pending_.back();
    if (range.size() < 2 * least) return false;
    pending_.pop_back();
    const std::size_t middle = range.begin + range.size() / 2;
    pending_.push_back({middle, range.end});
    pending_.push_back({range.begin, middle});
    return true;
}

}  // namespace scan
