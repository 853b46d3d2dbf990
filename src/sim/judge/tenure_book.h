#pragma once

#include <fmt/format.h>

#include "base/clock.h"
#include "sim/judge/violations.h"

namespace scan::sim {

// Knows who may move the cursor: the process that last took the lease, until somebody else takes it
// or an operator sets the cursor.
class TenureBook {
public:
    explicit TenureBook(Violations& violations) : violations_(violations) {}

    void acquired_by(int process, Instant now) {
        holder_ = process;
        held_since_ = now;
    }
    void cursor_set() { holder_ = 0; }
    bool is_holder(int process) const { return process == holder_; }
    // When the last holder took the lease.
    Instant held_since() const { return held_since_; }

    void cursor_moved_by(int process) {
        if (process == holder_) return;
        violations_.add(Rule::one_epoch_moves_the_cursor,
                        fmt::format("process {} moved the cursor, but {} took the lease last",
                                    process, holder_));
    }

private:
    Violations& violations_;
    int holder_ = 0;  // 0: nobody
    Instant held_since_{};
};

}  // namespace scan::sim
