#pragma once

#include <cstdint>

#include "base/clock.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

struct BackPressureSettings {
    std::uint64_t depth_max = 100'000;  // messages, visible and in flight
    Duration check_interval = std::chrono::seconds(1);
};

// Stops the poller while the queue is full, and lets it go on when a tenth of the room is free
// again. One thread.
class BackPressure {
public:
    explicit BackPressure(BackPressureSettings settings) : settings_(settings) {}

    bool is_due(Instant now) const { return now >= next_check_; }
    Instant next_check() const { return next_check_; }
    void update(const QueueDepth& depth, Instant now);
    bool is_full() const { return is_full_; }

private:
    BackPressureSettings settings_;
    Instant next_check_{};
    bool is_full_ = false;
};

}  // namespace scan
