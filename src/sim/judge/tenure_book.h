#pragma once

#include <fmt/format.h>

#include "sim/violations.h"

namespace scan::sim {

// Who may move the cursor: the process that last took the lease, until somebody else takes it or an operator sets the cursor.
class TenureBook {
public:
    explicit TenureBook(Violations& violations) : violations_(violations) {}

    void acquired_by(int process) { holder_ = process; }
    void cursor_set() { holder_ = 0; }

    void cursor_moved_by(int process) {
        if (process == holder_) return;
        violations_.add(Rule::one_epoch_moves_the_cursor,
                        fmt::format("process {} moved the cursor, but {} took the lease last",
                                    process, holder_));
    }

private:
    Violations& violations_;
    int holder_ = 0;
};

}  // namespace scan::sim
