#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.h"
#include "base/mutex.h"

namespace scan {

// How a command stops.
struct StopPlan {
    Duration grace;  // for what is held
    // Called at the first signal, with its name, before the stop is requested. Must not wait.
    std::function<void(std::string_view signal)> tell;
    // Called if the command has not ended after the grace and a moment to let go. Must not wait.
    std::function<void()> give_up;
    // Called at SIGHUP; may be empty. Must not wait.
    std::function<void()> reload = {};
};

// Answers SIGTERM and SIGINT, whatever the other threads wait in, as process 1 of a container too.
// Without a plan the first one, and SIGHUP, ends the process at once, after the last word if there
// is one. With a plan the first one requests the stop, and SIGHUP does what the plan says, or
// nothing. The second one, or the end of the grace, ends the process with exit code 1. A write to a
// closed pipe or beyond the file size limit is an error.
class SignalWatch final {
public:
    // To be made before any other thread, so that all of them inherit the blocked signals.
    explicit SignalWatch(Clock& clock);
    ~SignalWatch();

    std::stop_token stop() const { return source_.get_token(); }

private:
    friend class GracefulStop;
    friend class LastWord;

    void watch(const std::stop_token& end);
    int next_signal();
    void answer(int signal);
    void give_up();

    Clock& clock_;
    std::stop_source source_;
    Mutex mutex_;
    std::optional<StopPlan> plan_ GUARDED_BY(mutex_);
    std::string last_word_ GUARDED_BY(mutex_);
    std::optional<Instant> deadline_;  // of the watch's own thread
    std::jthread thread_;
};

// A command's plan, in force as long as this lives. One at a time.
class GracefulStop final {
public:
    GracefulStop(SignalWatch& signals, StopPlan plan);
    ~GracefulStop();
    GracefulStop(const GracefulStop&) = delete;
    GracefulStop& operator=(const GracefulStop&) = delete;

private:
    SignalWatch& signals_;
};

// A line for standard error if a signal ends the process at once while this lives. One at a time.
class LastWord final {
public:
    LastWord(SignalWatch& signals, std::string line);
    ~LastWord();
    LastWord(const LastWord&) = delete;
    LastWord& operator=(const LastWord&) = delete;

private:
    SignalWatch& signals_;
};

}  // namespace scan
