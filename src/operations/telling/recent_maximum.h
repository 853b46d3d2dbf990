#pragma once

#include <optional>
#include <vector>

#include "operations/telling/moment.h"

namespace scan {

// How late the latest event of the last 30 days came. It keeps what may still become that: an event is of no use once one that came
// later in time was at least as late. Of those within an hour the latest stands for all, so that there are never more than a few hundred.
class RecentMaximum final {
public:
    struct Late {
        Duration lateness{};
        Moment at;
    };

    // May be told of events out of their order.
    void came(const Late& late);

    // nullopt: none came late.
    std::optional<Late> latest(Instant now) const;

    std::size_t size() const { return kept_.size(); }

private:
    std::vector<Late> kept_;  // by time, each less late than the one before
};

}  // namespace scan
