#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "feed_server/feed_source.h"
#include "feed_server/malformed_events.h"
#include "feed_server/misbehaviour.h"

namespace scan {

// How the events of a source become visible.
struct FeedPace {
    double events_per_second = 0;  // 0: all at once
    std::uint64_t visible_at_start =
        0;  // events that are there from the start; without a rate it means nothing
};

// One event of a page: an index into the source's events, or into the malformed ones.
struct PageEntry {
    enum class Origin : std::uint8_t { source, malformed };
    Origin origin;
    std::size_t index;
};

// Which events of a source can be seen at a moment: pace, late events, malformed additions. Any
// number of threads.
class VisibleFeed {
public:
    VisibleFeed(const FeedSource& source, FeedPace pace, const Misbehaviour& misbehaviour,
                Instant started, std::uint64_t seed);

    // The events from EventId `from` on that can be seen at `now`, ascending, at most `limit` of
    // them. Malformed events without an id come in addition to the limit, each behind the event
    // that it follows.
    std::vector<PageEntry> page(EventId from, std::uint64_t limit, Instant now);

    void append_event(const PageEntry& entry, std::string& text) const;

    // Events of the source that are visible now or hidden only because they are late.
    std::size_t due(Instant now) const;

    // Events of the source that are due at `now` and still hidden.
    std::size_t hidden(Instant now);

    std::span<const MalformedEvent> malformed_events() const { return malformed_; }

private:
    bool is_late(std::size_t index) const;
    bool is_hidden(std::size_t index, Instant now);
    Instant due_at(std::size_t index) const;

    const FeedSource& source_;
    FeedPace pace_;
    double late_rate_;
    Duration late_delay_;
    LateFrom late_from_;
    Instant started_;
    std::uint64_t late_seed_;
    std::vector<MalformedEvent> malformed_;
    Mutex mutex_;
    // At most one entry a late event.
    std::unordered_map<std::size_t, Instant> first_asked_ GUARDED_BY(mutex_);
};

}  // namespace scan
