#pragma once

#include <array>
#include <cstddef>

#include "base/clock.h"

namespace scan {

// How many of something there were a second in the last minute, or since the beginning if that is less. One thread.
class MinuteRate {
public:
    explicit MinuteRate(Instant began) : began_(began) {}

    void add(std::size_t count, Instant now);
    double per_second(Instant now);

private:
    // Of five seconds each, in a ring; one more than a minute has, because the youngest is not whole.
    static constexpr std::size_t kSlots = 13;

    void forget(Instant now);

    Instant began_;
    std::int64_t slot_ = 0;  // the number of the youngest, counted since the beginning
    std::array<std::size_t, kSlots> counts_{};
};

}  // namespace scan
