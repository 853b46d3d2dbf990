#pragma once

#include <cstddef>
#include <cstdint>

#include "base/error.h"
#include "base/utc_time.h"

namespace scan {

// How many of each were deleted.
struct Forgotten {
    std::size_t raw_events = 0;
    std::size_t failed_events = 0;
    std::size_t feed_gaps = 0;
    std::size_t jobs = 0;

    auto operator<=>(const Forgotten&) const = default;
};

// The part of a store that is about finished work: raw events, failed events that were resolved,
// feed gaps that were closed, and jobs that have ended. One object serves one thread.
class HistoryStore {
public:
    virtual ~HistoryStore() = default;

    // Deletes raw events that were stored before `before`, and failed events, feed gaps and jobs that
    // were resolved, were closed or ended before it: the oldest, at most `rows_max` of each, so that
    // the call is short however many there are. What is open stays, however old, and so do the last
    // gap and the last job of each kind, person and end. Fewer than `rows_max` of each: none were left, but for rows that another transaction held.
    // transient: the same call again is right.
    virtual Result<Forgotten> forget(UtcTime before, std::uint32_t rows_max) = 0;
};

}  // namespace scan
