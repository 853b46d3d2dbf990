#include "base/backoff.h"

#include <algorithm>

#include "base/require.h"

namespace scan {

Backoff::Backoff(Duration first, Duration max, Random random)
    : first_(first), max_(max), random_(random) {
    require(first >= Duration::zero() && max >= Duration::zero(), "no delay is negative");
}

Duration Backoff::next() {
    constexpr int kDoublingsMax = 30;
    const int doublings = std::min(attempts_++, kDoublingsMax);
    const Duration ceiling = first_ >= max_ / (std::int64_t{1} << doublings)
                                 ? max_
                                 : first_ * (std::int64_t{1} << doublings);
    // Never at once: a fleet that draws zeros would hammer what is already down.
    const Duration least = std::min(first_ / 2, ceiling);
    return least + Duration(static_cast<std::int64_t>(
                       random_.below(static_cast<std::uint64_t>((ceiling - least).count()) + 1)));
}

}  // namespace scan
