#pragma once

#include <algorithm>
#include <cstddef>

#include "base/clock.h"

namespace scan {

// When the feed is asked for its next page. A value; one thread.
//
// A page that brought something unknown is followed by the next at once, whatever its size, because a server may cap its pages. Only one
// that brought less than half of what the page before it brought has come to the end of a feed that goes on growing: the next begins a
// rest after it did, so that a busy feed is not asked once each round trip and its events travel together. Pages may differ in length
// for other reasons, so the rest is short however long the interval is.
class PollPace {
public:
    static constexpr int kRestsPerInterval = 10;
    static constexpr Duration kRestMax = std::chrono::milliseconds(500);

    // `interval`: how long to wait after a page that brought nothing.
    explicit PollPace(Duration interval)
        : interval_(interval), rest_(std::min(interval / kRestsPerInterval, kRestMax)) {}

    // A page was asked for at `began`, is here `now`, and `unknown` of its events were not known.
    // `fills_a_message`: resting would not make more of its events travel together.
    Instant next_after(Instant began, Instant now, std::size_t unknown, bool fills_a_message);

private:
    Duration interval_;
    Duration rest_;
    std::size_t unknown_before_ = 0;
};

}  // namespace scan
