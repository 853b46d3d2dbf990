#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "base/clock.h"
#include "domain/ids.h"

namespace scan {

// The ids that the cursor passed lately: the range (low, cursor] with the ids in it that were forwarded. An id in the range that was not
// forwarded is late: it became visible after the cursor had passed it. The range stays open below the cursor's own id, however long ago that
// came: where an id is far above all others, by mistake perhaps, everything that follows is late. A value; one thread.
class LateWindow {
public:
    static constexpr std::size_t kIdsMax = 100'000;

    // After a start or takeover: nothing in (low, cursor] counts as forwarded by this process.
    void restart(EventId low, EventId cursor, Instant now);

    // The cursor moves to, or over, `id` (greater than all before), which was forwarded.
    void pass(EventId id, Instant now);

    // A late id was forwarded. Returns how late it became known: the time since the cursor passed over it. An id that is not in the range
    // is remembered all the same.
    Duration add_late(EventId id, Instant now);

    bool is_forwarded(EventId id) const;

    // Ids up to here are below the window.
    EventId low() const { return low_; }
    // No id can be late: every one in the range was forwarded.
    bool is_whole() const;

    // Lets go of what was forwarded before `horizon`.
    void expire(Instant horizon);

private:
    struct Passed {
        EventId id;
        Instant at;            // the cursor passed it, or passed over it
        Instant forwarded_at;  // the same, but for a late one
    };

    void drop_first();
    std::deque<Passed>::const_iterator position_of(EventId id) const;

    EventId low_;
    std::deque<Passed> passed_;  // ascending by id
};

}  // namespace scan
