#pragma once

#include "base/clock.h"
#include "base/random.h"

namespace scan {

// Exponential backoff with full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS
// Architecture Blog, 2015): each delay is drawn evenly between the least delay and a ceiling that
// doubles from `first` up to `max`. One thread.
class Backoff {
public:
    // REQUIRES: neither is negative.
    Backoff(Duration first, Duration max, Random random);

    // The next delay, at most `max`.
    Duration next();

    // After a success: the next delay begins at `first` again.
    void reset() { attempts_ = 0; }

private:
    Duration first_;
    Duration max_;
    Random random_;
    int attempts_ = 0;
};

}  // namespace scan
