#include "operations/acting/work_pace.h"

#include <algorithm>

namespace scan {
namespace {

// As good as no limit, and no number grows for ever.
constexpr double kRateMax = 1e6;
constexpr Duration kGrowth = std::chrono::seconds(1);

}  // namespace

double WorkPace::rate() const {
    return most_ > 0 ? std::min(rate_, most_) : rate_;
}

std::uint64_t WorkPace::at_once() const {
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(rate()));
}

Instant WorkPace::took(std::uint64_t pieces, Instant now) {
    const std::chrono::duration<double> length(static_cast<double>(pieces) / rate());
    next_ = std::max(next_, now) + std::chrono::duration_cast<Duration>(length);
    return next_;
}

void WorkPace::succeeded(std::uint64_t pieces, Instant now) {
    succeeded_ += pieces;
    if (changed_at_ == Instant{}) changed_at_ = now;
    if (now - changed_at_ < kGrowth) return;
    changed_at_ = now;
    rate_ = std::min(2 * rate(), kRateMax);
}

void WorkPace::failed(std::uint64_t pieces, Instant now) {
    failed_ += pieces;
    changed_at_ = now;
    rate_ = std::max(rate() / 2, first_);
}

}  // namespace scan
