#pragma once

#include <chrono>
#include <stop_token>

#include "base/utc_time.h"

namespace scan {

using Duration = std::chrono::nanoseconds;

// The machine's monotonic time since its boot. Instants of two processes on one machine compare;
// those of two boots do not.
struct Monotonic {
    using rep = Duration::rep;
    using period = Duration::period;
    using duration = Duration;
    using time_point = std::chrono::time_point<Monotonic, Duration>;
    static constexpr bool is_steady = true;
};
using Instant = Monotonic::time_point;

// The only source of time and the only way to wait. Any thread may call it.
class Clock {
public:
    virtual ~Clock() = default;

    virtual Instant now() = 0;

    // The wall clock: for stamps that people read, never for measuring or expiry, because it jumps.
    virtual UtcTime utc_now() = 0;

    // Returns true at `wake`, or false as soon as `stop` is requested.
    virtual bool sleep_until(Instant wake, std::stop_token stop) = 0;
};

// The clock of the machine: CLOCK_BOOTTIME and CLOCK_REALTIME. Only `main` and tests of real
// adapters name it.
class SystemClock final : public Clock {
public:
    Instant now() override;
    UtcTime utc_now() override;
    bool sleep_until(Instant wake, std::stop_token stop) override;
};

// A clock that stands still until it is moved. Sleeping moves it to the wake time at once. For
// tests; one thread.
class ManualClock final : public Clock {
public:
    Instant now() override { return now_; }
    UtcTime utc_now() override;
    bool sleep_until(Instant wake, std::stop_token stop) override;
    // REQUIRES: `by` is not negative.
    void advance(Duration by);
    // Moves the wall clock alone, as an operator or NTP does.
    void jump_utc(Duration by) { utc_offset_ += by; }

private:
    Instant now_{std::chrono::hours(1)};
    Duration utc_offset_{0};
};

}  // namespace scan
