#pragma once

#include "base/clock.h"

namespace scan {

// A token bucket: `per_second` tokens flow in, at most one second's worth is kept. One thread.
class RateLimit {
public:
    // per_second <= 0: no limit.
    explicit RateLimit(double per_second) : per_second_(per_second) {}

    // Reserves a token and returns when it may be used: `now` or later. Every caller must wait that
    // long.
    Instant reserve(Instant now);

private:
    double per_second_;
    // When the bucket is, or will be, empty of debt: the virtual scheduling time of the generic
    // cell rate algorithm.
    Instant next_free_{};
};

}  // namespace scan
