#pragma once

#include <condition_variable>
#include <cstdint>
#include <stop_token>
#include <utility>

#include "base/error.h"
#include "base/mutex.h"

namespace scan {

// An attempt that several threads need and one makes; the others wait for its outcome. So a server
// that does not answer costs all of them one timeout together and not one after the other.
//
// It has no mutex of its own: it is guarded by that of the state which an attempt changes.
class SharedAttempt final {
public:
    bool is_under_way() const { return state_ == State::under_way; }

    // Calls `make()`, a Result<T>, without the lock, and then `keep(result)` under it; or waits
    // until the thread that does so has done both. An attempt that was stopped says nothing to
    // those who wait: the first of them makes the next.
    //   stopped: `stop` was requested. Otherwise the attempt's outcome, success or error.
    // `lock` holds the mutex, also on return. The analysis cannot follow a lock through a reference.
    template <class Make, class Keep>
    Result<> share(MutexLock& lock, std::stop_token stop, Make make, Keep keep)
        SCAN_ANNOTATION(no_thread_safety_analysis) {
        while (state_ == State::under_way) {
            const auto has_ended = [this, awaited = ended_ + 1] { return ended_ >= awaited; };
            if (!changed_.wait(lock, stop, has_ended)) return fail(ErrorCode::stopped, "stopped");
            if (outcome_ || outcome_.error().code != ErrorCode::stopped) return outcome_;
        }
        state_ = State::under_way;
        lock.unlock();
        auto result = make();
        lock.lock();
        state_ = State::idle;
        ++ended_;
        outcome_ = result ? Result<>() : std::unexpected(result.error());
        changed_.notify_all();
        Result<> outcome = outcome_;
        keep(std::move(result));
        return outcome;
    }

private:
    enum class State { idle, under_way };

    State state_ = State::idle;
    std::uint64_t ended_ = 0;  // attempts
    Result<> outcome_;         // of the last that ended
    std::condition_variable_any changed_;
};

}  // namespace scan
