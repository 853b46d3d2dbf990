#pragma once

#include <cstdint>

#include "pipeline/fetching/feed_reader.h"
#include "pipeline/fetching/page_measure.h"
#include "pipeline/fetching/pages_ahead.h"
#include "pipeline/ports/poller_observer.h"

namespace scan {

// Where the pages of polls come from: one that was read ahead, or one that is asked for now. One
// thread.
class PageSource {
public:
    enum class Asked { from_position, first_page };
    struct Page {
        FeedReader::Reading reading;
        Instant asked_at{};  // of the question, however long ago it was
        UtcTime asked_utc;
        Duration took{};
        bool was_read_ahead = false;
    };

    PageSource(Feed& feed, Clock& clock, PollerObserver& observer, std::uint32_t page_limit,
               const LaneSettings& lanes);

    // What the feed shows from `position` on, or its first page in the place of that: of a page that is too large, fewer events are asked
    // for. Errors are those of FeedReader, and those that a lane met since the last call; `rejected`
    // also means that two events are too large.
    Result<Page> read(EventId position, Asked asked, std::stop_token stop);

    // Reads one page ahead, if there is a question. When to look again.
    Instant read_ahead(std::stop_token stop);
    PagesAhead& ahead() { return ahead_; }
    const PagesAhead& ahead() const { return ahead_; }

    FeedReader& feed() { return feed_; }
    // How many events are asked for.
    std::uint32_t limit() const { return limit_.get(); }

private:
    Result<FeedReader::Reading> ask(EventId position, Asked asked, std::stop_token stop);

    Clock& clock_;
    PollerObserver& observer_;
    FeedReader feed_;
    PageLimit limit_;
    PagesAhead ahead_;
    bool told_too_large_ = false;
};

}  // namespace scan
