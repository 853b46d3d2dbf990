#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

// The right to poll, and the cursor to poll from, read in one transaction.
struct Tenure {
    LeaseEpoch epoch;
    Cursor cursor;
};

// What the holder tells of itself with each renewal, so that every worker and `status` can read it.
struct HolderReport {
    std::optional<UtcTime> caught_up_at;  // when the feed last had nothing new, twice in a row
    // What is unpaid at this cursor. It is not written if the cursor has moved on since.
    EventId last_event_id;
    std::vector<IdRange> unpaid;
    EventId settled_event_id;
    std::string feed_state;  // one line for people, e.g. "polling" or "backing off until …: 503"
};

// Whether a holder is known to exist no more, by its record. False whenever that cannot be told.
using IsHolderGone = std::function<bool(std::string_view holder)>;

// At most one worker polls the feed. Expiry is judged by the store's clock. One object serves one thread.
class Lease {
public:
    virtual ~Lease() = default;

    // Takes the lease if it is free, expired, already this holder's, or that of a holder that is known to be gone, and raises the epoch;
    // creates the cursor at `first_event_id` - 1 if there is none. nullopt: another worker holds it. Writes nothing then.
    virtual Result<std::optional<Tenure>> acquire() = 0;

    // Prolongs the lease by its duration and writes the report. false: no longer the holder.
    virtual Result<bool> renew(LeaseEpoch epoch, const HolderReport& report) = 0;

    // Gives the lease back, with a last report, so that another worker can take it at once. Not being the holder is no error.
    virtual Result<> release(LeaseEpoch epoch, const HolderReport& report) = 0;

    // When the current or last holder last reported to be caught up with the feed; nullopt: never.
    virtual Result<std::optional<UtcTime>> caught_up_at() = 0;
};

}  // namespace scan
