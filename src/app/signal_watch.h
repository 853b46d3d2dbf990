#pragma once

#include <stop_token>
#include <thread>

namespace scan {

// SIGINT and SIGTERM as a stop request; the second one ends the process at once with exit code 1.
class SignalWatch final {
public:
    // To be made before any other thread, so that all of them inherit the blocked signals.
    SignalWatch();
    ~SignalWatch();

    std::stop_token stop() const { return source_.get_token(); }

private:
    std::stop_source source_;
    std::jthread thread_;
};

}  // namespace scan
