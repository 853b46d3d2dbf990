#include "adapters/http_feed/rate_limit.h"

#include <algorithm>

namespace scan {

Instant RateLimit::reserve(Instant now) {
    if (per_second_ <= 0) return now;
    const Duration interval(static_cast<std::int64_t>(1e9 / per_second_));
    const Duration burst = std::max<Duration>(std::chrono::seconds(1) - interval, Duration::zero());
    next_free_ = std::max(next_free_, now - burst);
    const Instant usable = std::max(next_free_, now);
    next_free_ += interval;
    return usable;
}

}  // namespace scan
