#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "feed_server/feed_source.h"

namespace scan::bench {

// The table of parcels as it is once every event of a feed was applied: told by sums of the ids of
// events, which no other table has on its way there. Latest ids only rise, and milestones are few.
class FinishLine final {
public:
    explicit FinishLine(const FeedSource& source);

    // Waits until the table in PostgreSQL is that one. False if `is_over` says so before, or if it
    // is not after ten minutes. Looks often for the parcel of the last event, and only then for the
    // sums, a fifth of the time.
    bool wait(const std::string& url, Clock& clock, const std::function<bool()>& is_over) const;

private:
    std::string last_;  // the SQL that finds the last event, once it is applied
    std::string sums_;  // what kSums then finds
};

}  // namespace scan::bench
