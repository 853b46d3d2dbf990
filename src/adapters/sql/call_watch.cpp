#include "adapters/sql/call_watch.h"

#include <algorithm>

#include "base/require.h"

namespace scan {

CallWatch::Calls::iterator CallWatch::begin(Deadline deadline, SessionBreaker& breaker) {
    const MutexLock lock(mutex_);
    if (!thread_.joinable()) {
        thread_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
    }
    // Nearly never: a call begins after the one that the thread waits for, and ends before.
    if (deadline < wake_) {
        wake_ = deadline;
        changed_.notify_one();
    }
    return calls_.emplace(deadline, &breaker);
}

void CallWatch::end(Calls::iterator call) {
    const MutexLock lock(mutex_);
    require(!calls_.empty(), "a call ends once");
    calls_.erase(call);
}

void CallWatch::cut_calls() {
    const MutexLock lock(mutex_);
    for (const auto& [deadline, breaker] : calls_) breaker->cut();
}

void CallWatch::watch(const std::stop_token& stop) {
    constexpr auto kAgain = std::chrono::milliseconds(100);
    constexpr auto kIdle = std::chrono::hours(1);
    MutexLock lock(mutex_);
    while (!stop.stop_requested()) {
        const Deadline now = std::chrono::steady_clock::now();
        const auto late = calls_.upper_bound(now);
        // Under the lock, so that no call ends, and its session with it, before it is cut.
        for (auto call = calls_.begin(); call != late; ++call) call->second->cut();
        wake_ = late == calls_.end() ? now + kIdle : late->first;
        if (late != calls_.begin()) wake_ = std::min(wake_, now + kAgain);
        const Deadline planned = wake_;
        changed_.wait_until(lock, stop, planned,
                            [&]() REQUIRES(mutex_) { return wake_ < planned; });
    }
}

}  // namespace scan
