#pragma once

#include "base/backoff.h"
#include "base/error.h"

namespace scan {

struct WaitAfterErrorLimits {
    Duration first;      // the greatest first wait
    Duration max;        // the greatest wait, however often the call has failed
    Duration asked_max;  // after `denied`, and the most that a `retry_after` can ask for
};

// How long one waits after an error before the call is made again, and whether such an outage is
// going on.
//
// The waits of an outage are drawn by a backoff, and are never shorter than the error's
// `retry_after`, up to `asked_max`. A call that was denied is tried only now and then, because a
// person must mend the cause first. The first success ends the outage, so whoever makes the call
// tells each success. One dependency has one WaitAfterError: a queue that works does not shorten the
// waits for a feed that is down. One thread.
class WaitAfterError {
public:
    WaitAfterError(WaitAfterErrorLimits limits, Random random)
        : asked_max_(limits.asked_max), backoff_(limits.first, limits.max, random) {}

    // The call failed. Returns how long to wait before the next.
    Duration after(const Error& error);

    // The call succeeded. Returns whether an outage ended with it.
    bool end();

    // The last call failed.
    bool is_on() const { return is_on_; }

private:
    Duration asked_max_;
    Backoff backoff_;
    bool is_on_ = false;
};

}  // namespace scan
