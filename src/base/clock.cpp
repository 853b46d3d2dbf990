#include "base/clock.h"

#include <time.h>

#include <condition_variable>
#include <mutex>

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
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    // Nobody notifies: the predicate is false for ever, so only the time or the stop token ends the wait.
    const auto steady_wake = std::chrono::steady_clock::now() + (wake - now());
    condition.wait_until(lock, stop, steady_wake, [] { return false; });
    return !stop.stop_requested();
}

UtcTime ManualClock::utc_now() {
    // The manual world began on 2026-01-01.
    constexpr std::chrono::sys_days kEpoch = std::chrono::year(2026) / 1 / 1;
    return UtcTime::from_unix(kEpoch.time_since_epoch() + now_.time_since_epoch() + utc_offset_);
}

bool ManualClock::sleep_until(Instant wake, std::stop_token stop) {
    if (stop.stop_requested()) return false;
    if (wake > now_) now_ = wake;
    return true;
}

}  // namespace scan
