#include "pipeline/fetching/page_measure.h"

#include <algorithm>

#include "base/require.h"

namespace scan {

void PageMeasure::note(std::size_t events) {
    lengths_.push_back(events);
    if (lengths_.size() > kPages) lengths_.pop_front();
}

std::size_t PageMeasure::longest() const {
    return lengths_.empty() ? 0 : std::ranges::max(lengths_);
}

PageLimit::PageLimit(std::uint32_t most) : most_(most), limit_(most) {
    require(most > 0, "a page has at least one event");
}

bool PageLimit::is_least() const {
    return limit_ <= std::min(kLeast, most_);
}

void PageLimit::halve() {
    limit_ = std::min(most_, std::max(kLeast, limit_ / 2));
}

void PageLimit::grow() {
    limit_ = std::min(most_, limit_ > most_ / 2 ? most_ : limit_ * 2);
}

}  // namespace scan
