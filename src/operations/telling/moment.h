#pragma once

#include "base/clock.h"
#include "operations/conditions/time_for_people.h"

namespace scan {

// When something happened, by both clocks: the monotonic one measures, the wall clock is for people.
struct Moment {
    Instant instant;
    UtcTime utc;

    static Moment now_of(Clock& clock) { return {.instant = clock.now(), .utc = clock.utc_now()}; }

    // So much later, but not after `now`.
    void delay(Duration by, const Moment& now) {
        *this = by < now.instant - instant ? Moment{instant + by, later(utc, by)} : now;
    }

    // Where the wall clock of `now` puts it. It is the stamp of then, unless that clock was set since: a length between two stamps
    // is then the time that passed, and not the step.
    UtcTime stamp(const Moment& now) const {
        constexpr Duration kDrift = std::chrono::seconds(1);
        const Duration passed = now.instant - instant;
        const Duration step = between(later(utc, passed), now.utc);
        return step < kDrift && -step < kDrift ? utc : later(now.utc, -passed);
    }
};

}  // namespace scan
