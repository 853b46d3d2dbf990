#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "pipeline/feed.h"
#include "sim/event_book.h"
#include "sim/scenario.h"

namespace scan::sim {

// The carrier's side of the feed: the true list, what is visible of it, and the mangling of pages. One thread.
class Carrier {
public:
    Carrier(const Scenario& scenario, EventBook& book, ManualClock& truth);

    // Shows what is due by now.
    void show_due();
    // Forgets what is older than the retention; `cursor` is where the worker stands.
    void forget_old(const std::optional<Cursor>& cursor);
    // No more mangled pages; and the event that was never due is shown.
    void behave();

    FeedReply answer(int process, EventId from, std::uint32_t limit);

    std::size_t requests() const { return requests_; }

private:
    using Page = std::vector<EventBook::Entry*>;

    Page page(std::int64_t from, std::uint32_t limit);
    void mangle(Page& page);

    const Scenario& scenario_;
    EventBook& book_;
    ManualClock& truth_;
    Instant began_at_;
    Random random_;
    bool misbehaves_ = true;
    std::int64_t forgotten_up_to_ = 0;
    std::size_t requests_ = 0;
};

}  // namespace scan::sim
