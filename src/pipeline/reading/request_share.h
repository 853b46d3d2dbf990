#pragma once

#include <algorithm>
#include <cstddef>

namespace scan {

// How polls and second readings share the requests: while polls have something to do, second
// readings take every other turn, or two of three once what is owed has waited for two windows.
// Readings for freshness alone may make as many requests as polls have made. A value; one thread.
class RequestShare {
public:
    // One of `side_by_side` polls that were made in the time of one.
    void polled(std::size_t side_by_side) {
        if (++polls_ < side_by_side) return;
        polls_ = 0;
        owed_in_a_row_ = 0;
        spare_ = std::min(spare_ + 1, kSpareMax);
    }
    void read_owed() {
        ++owed_in_a_row_;
        spare_ = std::max(spare_ - 1, -kDeficitMax);
    }

    bool may_refresh() const { return spare_ > 0; }
    bool is_owed_turn(bool is_overdue) const { return owed_in_a_row_ < (is_overdue ? 2 : 1); }

private:
    static constexpr int kSpareMax = 16;
    static constexpr int kDeficitMax = 64;
    int spare_ = 0;
    int owed_in_a_row_ = 0;
    std::size_t polls_ = 0;  // since the last turn
};

}  // namespace scan
