#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "domain/ids.h"
#include "pipeline/reading/id_set.h"

namespace scan {

// How far the cursor may go if some ids stand far above all others, by a mistake of the carrier.
//
// A cursor that follows such an id makes everything that comes later late, by any time at all. So
// it waits below a stray jump: a distance above a million and above a thousand times the usual one.
// That is the 90th percentile of the last thousand distances, or the median of fewer than a hundred,
// of which a few jumps may be a tenth; or, where it is greater, the median of what is shown above, if
// that is enough for nine mistaken ids to be no half of it: ids made of the time are all far apart.
// The events above are forwarded like any other. Once ten ids were shown anywhere above the jump, with
// no further stray jump among them, the ids really go on there and the cursor passes. Time plays no
// part: a mistake is one however long ago it was made. Fewer than ten mistaken ids therefore hide
// nothing, across restarts too; ten or more can hide what follows below them. A value; one thread.
class StrayJump {
public:
    static constexpr std::int64_t kDistanceMin = 1'000'000;
    static constexpr std::int64_t kTimesUsual = 1'000;
    static constexpr std::size_t kDistances = 1'000;
    static constexpr int kIdsToPass = 10;
    static constexpr std::size_t kIdsToKnow = 30;

    struct Step {
        EventId to;                                         // where the cursor may stand
        std::optional<std::pair<EventId, EventId>> passed;  // the stray jump that it passes first
    };

    // How far the cursor may go from `from` over `shown`, the ids that are known above it, without
    // passing `proven_to`. `is_first`: nothing was read before, so the first distance means nothing.
    Step next(EventId from, const IdSet& shown, EventId proven_to, bool is_first) const;

    // The cursor goes over this distance, not to the first id of all.
    void note(std::int64_t distance);

private:
    static bool is_stray(std::int64_t distance, std::int64_t usual);
    static bool goes_on_from(EventId first, const IdSet& shown, std::int64_t usual);
    // 0: too little is shown above to know.
    static std::int64_t usual_above(EventId from, const IdSet& shown);

    std::deque<std::int64_t> distances_;  // the newest last
    std::int64_t usual_ = 0;              // of some notes ago
    std::size_t noted_ = 0;
};

}  // namespace scan
