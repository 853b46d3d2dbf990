#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/id_range.h"
#include "pipeline/ports/failed_event.h"

namespace scan {

// Raised by each acquisition of the lease and by each `cursor set`: what the lease protects carries it, so a holder that slept through
// its lease cannot write.
struct LeaseEpoch {
    std::int64_t value = 0;
    auto operator<=>(const LeaseEpoch&) const = default;
};

// How far the feed has been read.
struct Cursor {
    // Every id up to here that the feed showed was accepted by the queue, or recorded as failed.
    EventId last_event_id;
    // Below it, what is owed a second reading: ascending, apart, at most 64 ranges.
    std::vector<IdRange> unpaid;
    // When the queue was last seen empty, everything up to here was applied, and nothing was owed.
    EventId settled_event_id;
    // Just created, or set by an operator, and not advanced since: its event was never read.
    bool is_new = false;

    // Up to here nothing is unpaid.
    EventId lowest_unpaid() const { return unpaid.empty() ? last_event_id : unpaid.front().after; }
    bool operator==(const Cursor&) const = default;
};

// Ids between the two, both excluded, that the feed forgot before they were read.
struct FeedGap {
    EventId after_event_id;
    EventId before_event_id;
    // Not proven: there may have been no event, because the ids were read once already, or because
    // the feed does not say what it has forgotten.
    bool is_proven = true;
    bool operator==(const FeedGap&) const = default;
};

// One step forward; everything in it is written in one transaction.
struct CursorAdvance {
    EventId last_event_id;
    std::vector<IdRange> unpaid = {};      // as in Cursor
    std::vector<FailedEvent> failed = {};  // events that could not be queued
    std::vector<FeedGap> gaps = {};
    std::vector<FeedGap> withdrawn = {};  // unproven gaps that turned out to be none
};

// The feed's cursor, kept beside the table it fills. One object serves one thread.
class CursorStore {
public:
    virtual ~CursorStore() = default;

    // The cursor becomes the greater of itself and `advance.last_event_id`; what is unpaid belongs to the greater. Returns false, and writes nothing, where `epoch` is not the
    // current one: the caller is no longer the holder of the lease. transient: the outcome is unknown; the same call again is right.
    // A crash of the machine may forget advances, never reorder them; what was forgotten is read again.
    virtual Result<bool> advance(LeaseEpoch epoch, const CursorAdvance& advance) = 0;

    // nullopt: no worker has started on this store yet.
    virtual Result<std::optional<Cursor>> read() = 0;

    // An operator's command: the cursor becomes `last_event_id`, also backwards, and the epoch is raised so that no worker goes on from
    // the old one. Recorded with time and reason. What is unpaid up to there stays so; settled_event_id is at most that.
    virtual Result<> set(EventId last_event_id, std::string_view reason) = 0;
};

}  // namespace scan
