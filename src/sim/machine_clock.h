#pragma once

#include <cstdlib>

#include "base/clock.h"

namespace scan::sim {

// The clock of one simulated machine: it began at some time of its own, runs a little fast or slow,
// and its wall clock jumps. Nobody sleeps by it: stages are stepped.
class MachineClock final : public Clock {
public:
    // `rate`: how far it moves in a true second.
    MachineClock(ManualClock& truth, Instant beginning, double rate)
        : truth_(truth), true_beginning_(truth.now()), beginning_(beginning), rate_(rate) {}

    Instant now() override { return beginning_ + scaled(truth_.now() - true_beginning_, rate_); }
    UtcTime utc_now() override {
        return *UtcTime::from_ticks(truth_.utc_now().ticks() + utc_offset_ / kTick);
    }
    bool sleep_until(Instant, std::stop_token) override { std::abort(); }

    // The true time at which this clock shows at least `at`.
    Instant truth_at(Instant at) const {
        return true_beginning_ + scaled(at - beginning_, 1 / rate_) + Duration(1);
    }
    void jump_utc(Duration by) { utc_offset_ += by; }

private:
    static constexpr Duration kTick{100};
    static Duration scaled(Duration span, double by) {
        return Duration(static_cast<Duration::rep>(static_cast<double>(span.count()) * by));
    }

    ManualClock& truth_;
    Instant true_beginning_;
    Instant beginning_;
    double rate_;
    Duration utc_offset_{};
};

}  // namespace scan::sim
