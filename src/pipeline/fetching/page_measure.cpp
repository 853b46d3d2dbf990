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
    // Once for all the halves of one question.
    if (good_pages_ > 0) patience_ = std::min(kPatienceMax, 2 * patience_);
    good_pages_ = 0;
    refused_ = limit_;
    limit_ = std::min(most_, std::max(kLeast, limit_ / 2));
}

void PageLimit::grow(bool leads_on) {
    if (limit_ == most_) {
        patience_ = std::max(kPatienceFirst, patience_ / 2);
        good_pages_ = 0;
        return;
    }
    const std::uint32_t twice = limit_ > most_ / 2 ? most_ : limit_ * 2;
    if (refused_ && twice >= *refused_) {
        if (leads_on && ++good_pages_ < patience_) return;
        refused_.reset();
    }
    limit_ = twice;
}

}  // namespace scan
