#pragma once

#include <cstddef>

#include "base/clock.h"
#include "domain/ids.h"
#include "pipeline/fetching/page_measure.h"
#include "pipeline/reading/poll_pace.h"

namespace scan {

// From where and when the feed is polled next, and whether its end was seen. A value; one thread.
class PollSchedule {
public:
    // A page that was taken in.
    struct Page {
        std::size_t events = 0;   // without copies
        std::size_t unknown = 0;  // of them
        bool fills_a_message = false;
        EventId proven_to;
        Instant asked_at{};
        bool was_read_ahead = false;  // so more was known to stand above it
    };

    explicit PollSchedule(Duration interval) : interval_(interval), pace_(interval) {}

    void restart(EventId cursor, Instant now);
    void failed(Instant next_poll);
    // `cursor`: after the page.
    void polled(const Page& page, EventId cursor, Instant now);
    // Something that is no poll, or the cursor, says that the end is not reached.
    void found_more() { idle_polls_ = 0; }

    // The cursor, or above a held stray jump.
    EventId position() const { return position_; }
    Instant next_poll() const { return next_poll_; }
    bool is_at_head() const { return at_head_; }
    // Two polls in a row, a poll interval apart, brought nothing unknown.
    bool is_caught_up() const { return idle_polls_ >= 2; }
    std::size_t longest_recent_page() const { return measure_.longest(); }

private:
    Duration interval_;
    PollPace pace_;
    PageMeasure measure_;
    EventId position_;
    Instant next_poll_{};
    std::size_t longest_page_ = 0;
    bool at_head_ = false;
    int idle_polls_ = 0;
};

}  // namespace scan
