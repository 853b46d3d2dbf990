#pragma once

#include <algorithm>
#include <vector>

#include "pipeline/testing/poller_world.h"

namespace scan {

inline std::ptrdiff_t probes(const PollerWorld& world) {
    return std::ranges::count(world.outside.feed.requests(),
                              MemoryFeed::Request{.from = EventId{1}, .limit = 1});
}

inline std::vector<FeedGap> saved_gaps(const PollerWorld& world) {
    std::vector<FeedGap> gaps;
    for (const MemoryFeedGap& row : world.outside.store.tables().feed_gaps) gaps.push_back(row.gap);
    return gaps;
}

inline constexpr FeedGap k10To16{.after_event_id = EventId{10}, .before_event_id = EventId{16}};

// A worker that has read 1 to 10 and is gone, while the feed went on to 30, from 11 or a later id on.
struct RestedWorld : PollerWorld {
    explicit RestedWorld(MemoryFeed::Bound bound = MemoryFeed::Bound::inclusive,
                         std::int64_t goes_on_at = 11) {
        outside.feed.set_bound(bound);
        outside.add_events(1, 10);
        run_for(std::chrono::seconds(6));
        kill();
        outside.add_events(goes_on_at, 30);
    }
};

}  // namespace scan
