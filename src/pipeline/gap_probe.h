#pragma once

#include <optional>
#include <vector>

#include "pipeline/cursor_store.h"
#include "pipeline/event_page.h"
#include "pipeline/feed.h"
#include "pipeline/page_intake.h"

namespace scan {

// Notices that the feed forgot events above the cursor before they were read. The only proof is the feed's oldest id, so the feed is asked
// for it where a page gives reason to doubt. One thread.
class GapProbe {
public:
    // While pages are read one after the other, the question is put at most this often.
    static constexpr Duration kInterval = std::chrono::minutes(1);

    struct Finding {
        std::optional<FeedGap> gap;
        bool is_reset = false;  // the feed has events, but none from the cursor on
    };

    GapProbe(Feed& feed, Clock& clock) : feed_(feed), clock_(clock) {}

    // After a start, a takeover or a pause of any kind: what the feed forgot until the next page, nobody saw. Where no page was read for
    // kInterval, that goes without saying.
    void doubt();

    // To be told of every page of a poll: it was asked from `read_up_to` on, or from the feed's first event where that `is_gone`.
    // nullopt: the event at the cursor was never read, so nothing can be missed. After an error the page must be asked for again.
    Result<Finding> examine(std::optional<EventId> read_up_to, const PageIntake& page, bool is_gone,
                            std::stop_token stop);

private:
    Result<Finding> ask_for_oldest(EventId cursor, const PageIntake& page, bool is_gone,
                                   std::stop_token stop);
    Result<std::vector<EventId>> ask(EventId from, std::stop_token stop);
    bool is_due() const { return !asked_at_ || clock_.now() - *asked_at_ >= kInterval; }

    Feed& feed_;
    Clock& clock_;
    EventPageDecoder decoder_;
    std::optional<Instant> asked_at_;
    std::optional<Instant> examined_at_;
    // The last page was read without a break since then,
    bool is_next_ = false;
    // and it showed that nothing was above the cursor, and nothing forgotten.
    bool saw_the_end_ = false;
    // The last answer gave a harmless reason for a suspect page.
    bool is_explained_ = false;
};

}  // namespace scan
