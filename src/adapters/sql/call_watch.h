#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/clock.h"

namespace scan {

// Makes the call that a session is in fail soon, and every later one. Any thread may call it, at any time.
class SessionBreaker {
public:
    virtual ~SessionBreaker() = default;
    virtual void cut() = 0;
};

// Cuts the calls that outlast their time, which nothing else ends where a server takes what is sent to it and never answers. Goes by the
// time that really passes. Any thread may call it.
class CallWatch final {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    CallWatch() = default;
    CallWatch(const CallWatch&) = delete;
    CallWatch& operator=(const CallWatch&) = delete;

private:
    friend class WatchedCall;

    using Calls = std::multimap<Deadline, SessionBreaker*>;

    Calls::iterator begin(Deadline deadline, SessionBreaker& breaker);
    void end(Calls::iterator call);
    void watch(const std::stop_token& stop);

    std::mutex mutex_;
    std::condition_variable_any changed_;
    Calls calls_;
    Deadline wake_ = Deadline::max();  // when the thread looks next
    std::jthread thread_;              // runs from the first call on
};

// A call that is watched as long as this stands. No breaker: it needs no watching.
class WatchedCall final {
public:
    WatchedCall(CallWatch& watch, SessionBreaker* breaker, CallWatch::Deadline deadline)
        : watch_(breaker == nullptr ? nullptr : &watch) {
        if (watch_ != nullptr) call_ = watch_->begin(deadline, *breaker);
    }
    ~WatchedCall() {
        if (watch_ != nullptr) watch_->end(call_);
    }
    WatchedCall(const WatchedCall&) = delete;
    WatchedCall& operator=(const WatchedCall&) = delete;

private:
    CallWatch* const watch_;
    CallWatch::Calls::iterator call_;
};

}  // namespace scan
