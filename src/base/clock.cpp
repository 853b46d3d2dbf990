#include "base/clock.h"

#include <time.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "base/require.h"

namespace scan {
namespace {

Duration read_clock(clockid_t id) {
    timespec time{};
    ::clock_gettime(id, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

Instant SystemClock::now() {
    return Instant(read_clock(CLOCK_BOOTTIME));
}

UtcTime SystemClock::utc_now() {
    return UtcTime::from_unix(read_clock(CLOCK_REALTIME));
}

bool SystemClock::sleep_until(Instant wake, std::stop_token stop) {
    // In pieces: the time until a far wake overflows the steady clock, which also stands still
    // while the machine is suspended.
    constexpr Duration kPieceMax = std::chrono::minutes(1);
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        const Duration left = wake - now();
        if (left <= Duration::zero()) return true;
        // Nobody notifies: the predicate is false for ever, so only the time or the stop token ends
        // the wait.
        condition.wait_for(lock, stop, std::min(left, kPieceMax), [] { return false; });
    }
    return false;
}

UtcTime ManualClock::utc_now() {
    // The manual world began on 2026-01-01.
    constexpr std::chrono::sys_days kEpoch = std::chrono::year(2026) / 1 / 1;
    return UtcTime::from_unix(kEpoch.time_since_epoch() + now_.time_since_epoch() + utc_offset_);
}

void ManualClock::advance(Duration by) {
    require(by >= Duration::zero(), "the monotonic clock never goes back");
    now_ += by;
}

bool ManualClock::sleep_until(Instant wake, std::stop_token stop) {
    if (stop.stop_requested()) return false;
    if (wake > now_) now_ = wake;
    return true;
}

}  // namespace scan
