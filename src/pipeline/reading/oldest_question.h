#pragma once

#include <optional>
#include <vector>

#include "pipeline/fetching/feed_reader.h"
#include "pipeline/ports/poller_observer.h"
#include "pipeline/reading/gap_ledger.h"

namespace scan {

// Asks the feed for its oldest event if the gap ledger needs to know. One thread.
class OldestQuestion {
public:
    // The event below the cursor, the one at it, and one above.
    static constexpr std::uint32_t kBelowLimit = 3;

    OldestQuestion(Feed& feed, Clock& clock, PollerObserver& observer)
        : feed_(feed), clock_(clock), observer_(observer) {}

    // A new holder: what was asked before was of other jumps.
    void restart() {
        doubted_at_.reset();
        begins_above_ = false;
    }
    // An answer would have proven a gap, and the feed is to be asked once more.
    bool is_in_doubt() const { return doubted_at_.has_value(); }
    // A poll showed nothing, though the oldest event stands above where it was asked from: such a feed
    // answers with nothing for an id that it no longer has, and its first page is to be read instead.
    bool begins_above() const { return begins_above_; }

    // One request: for one event of a feed that is in order, as far as is known, else for a page of `page_limit`. An answer that would
    // prove a gap is asked for once more a few seconds later, as a page, because the feed may show its first event anywhere in it, and
    // because another server of the feed may have what this one has not yet. And two requests more if the feed seems to have been reset
    // below the cursor. A feed that does not answer is no error: the ledger remembers, and asks again later.
    void ask_if_due(GapLedger& gaps, bool is_unordered, std::uint32_t page_limit,
                    std::stop_token stop);

private:
    // Whether the end that a poll saw is the feed's, or was reset to below the cursor.
    void look_below(GapLedger& gaps, EventId cursor, std::uint32_t limit, std::stop_token stop);
    Result<std::vector<EventId>> ask(EventId from, std::uint32_t limit, std::stop_token stop);

    Feed& feed_;
    Clock& clock_;
    PollerObserver& observer_;
    EventPageDecoder decoder_;
    std::optional<Instant> doubted_at_;  // an answer that would have proven a gap
    bool begins_above_ = false;
};

}  // namespace scan
