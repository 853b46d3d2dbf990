#pragma once

#include <optional>

#include "base/clock.h"
#include "domain/ids.h"

namespace scan {

// When the late window is read again, and how far the reading has come. A value; one thread.
class LateScan {
public:
    explicit LateScan(Duration interval) : interval_(interval) {}

    enum class Range {
        passed_here,       // this process forwarded what is in the window
        passed_elsewhere,  // a former process did, or did not: nobody knows
    };

    // After a start or takeover: due at once.
    void restart(Range range);

    bool is_active() const { return position_.has_value(); }
    // While active: the id to ask from next.
    EventId position() const { return *position_; }
    // While not active: when the next scan is due.
    Instant due_at() const { return due_at_; }
    // What this scan finds was perhaps forwarded by a former process: it is forwarded once more, and not counted as late.
    bool repeats_others() const { return range_ == Range::passed_elsewhere; }

    void begin(EventId low, Instant now);
    // A page was read and what it brought was forwarded. Ends the scan where the page reached the cursor or brought nothing further.
    void advance(std::optional<EventId> highest, EventId cursor);

    // A scan that began at this time has been completed: it saw everything that was visible then. nullopt: none since the restart.
    std::optional<Instant> covered_at() const { return covered_at_; }

private:
    Duration interval_;
    std::optional<EventId> position_;
    Instant began_at_{};
    Instant due_at_{};
    std::optional<Instant> covered_at_;
    Range range_ = Range::passed_elsewhere;
};

}  // namespace scan
