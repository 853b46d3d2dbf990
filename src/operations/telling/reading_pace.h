#pragma once

#include <deque>
#include <optional>

#include "base/clock.h"

namespace scan {

// How fast the feed's own time is read: 2 means that a minute of scans is read in half a minute. Judged by the last minute, whose two
// halves must agree: a forecast from a rate that swings is worse than none. One thread.
class ReadingPace {
public:
    // The newest event read has this event time. To be told every few seconds.
    void sample(Instant now, UtcTime newest_event_at);
    void forget() { samples_.clear(); }

    // nullopt: less than a minute is known, or the rate swings.
    std::optional<double> pace() const;

private:
    struct Sample {
        Instant at;
        UtcTime newest;
    };

    std::deque<Sample> samples_;
};

}  // namespace scan
