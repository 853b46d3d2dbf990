#pragma once

#include <chrono>

#include "tests/chaos/proxied_connection.h"

namespace scan {

// The parts of a run, which take turns. In every other one, the peaceful ones, the worker that
// polls is spared and no outage is so long that its lease runs out: whoever takes over reads the
// late window again, and so mends what other workers may have lost.
class Seasons final {
public:
    static constexpr std::chrono::milliseconds kOutageMax{2'500};

    Seasons(std::chrono::milliseconds length, SteadyTime begin) : length_(length), begin_(begin) {}

    bool is_peaceful(SteadyTime now = std::chrono::steady_clock::now()) const {
        return (now - begin_) / length_ % 2 == 1;
    }

private:
    std::chrono::milliseconds length_;
    SteadyTime begin_;
};

}  // namespace scan
