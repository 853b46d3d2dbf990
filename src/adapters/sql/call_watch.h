#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <stop_token>
#include <thread>

#include "base/clock.h"
#include "base/mutex.h"

namespace scan {

// Makes the call that a session is in fail soon, and every later one. Any thread may call it, at any time.
class SessionBreaker {
public:
    virtual ~SessionBreaker() = default;
    virtual void cut() = 0;
};

// Cuts the calls that outlast their time. Nothing else ends them if a server takes what is sent to it and never answers: timeouts of
// statements are the server's, and those of the network see a peer that acknowledges. Any thread may call it.
//
// Each call stands in a list by its deadline, with the breaker of its session, from its begin to its end. One thread sleeps until the first
// deadline. Calls are many and short, and all have the same timeout, so a call that begins is last in the list and need not wake the
// thread: an idle or a busy database costs one wake an hour, or one a deadline. A call that is cut is cut again every 100 ms until it
// ends, because a breaker may come between two of its statements.
//
// A breaker is used only under the lock, and a call ends under the lock before its session does: no breaker outlives its session. Goes by
// the time that really passes, because it stands for the network's.
class CallWatch final {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    CallWatch() = default;
    CallWatch(const CallWatch&) = delete;
    CallWatch& operator=(const CallWatch&) = delete;

    // Cuts every call that is under way. Those that begin later are not.
    void cut_calls();

private:
    friend class WatchedCall;

    using Calls = std::multimap<Deadline, SessionBreaker*>;

    Calls::iterator begin(Deadline deadline, SessionBreaker& breaker);
    void end(Calls::iterator call);
    void watch(const std::stop_token& stop);

    Mutex mutex_;
    std::condition_variable_any changed_;
    Calls calls_ GUARDED_BY(mutex_);
    Deadline wake_ GUARDED_BY(mutex_) = Deadline::max();  // when the thread looks next
    std::jthread thread_ GUARDED_BY(mutex_);              // runs from the first call on
};

// A call that is watched as long as this stands. No breaker: it needs no watching.
// REQUIRES: the breaker, and the session that it cuts, outlive this.
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
