#include "pipeline/bisection.h"

namespace scan {

std::optional<std::size_t> Bisection::rejected() {
    const Range range = pending_.back();
    pending_.pop_back();
    if (range.size() == 1) return range.begin;
    const std::size_t middle = range.begin + range.size() / 2;
    pending_.push_back({middle, range.end});
    pending_.push_back({range.begin, middle});
    return std::nullopt;
}

}  // namespace scan
