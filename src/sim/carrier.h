#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/random.h"
#include "pipeline/ports/feed.h"
#include "sim/judge/event_book.h"
#include "sim/lasting_faults.h"
#include "sim/scenario/scenario.h"

namespace scan::sim {

// The carrier's side of the feed: the true list, what is visible of it, and the mangling of pages.
// One thread.
class Carrier {
public:
    Carrier(const Scenario& scenario, EventBook& book, ManualClock& truth);

    // Shows what is due by now.
    void show_due();
    // Forgets what is older than the retention; `cursor` is where the worker stands.
    void forget_old(const std::optional<Cursor>& cursor);
    // Forgets everything up to some event.
    void purge(const std::optional<Cursor>& cursor);
    // Withdraws some of what the queue has.
    void withdraw();
    // One question is answered badly for a while.
    void begin_lasting_fault(const std::optional<Cursor>& cursor);
    // No more mangled pages; and the event that was never due is shown.
    void behave();

    // How many events it shows.
    std::size_t served() const;

    // `cursor`: as it is saved. `process`: 0 where it is no part of the reading that the judge follows, as a job's is none.
    Result<FeedReply> answer(int process, EventId from, std::uint32_t limit, EventId cursor);

private:
    using Page = std::vector<EventBook::Entry*>;
    struct Asked {
        bool was_for_oldest = false;
        bool was_gone = false;
        std::optional<EventId> empty_from = {};  // the last poll, which showed nothing
        bool begins_above = false;               // as the question after it was answered
    };

    bool is_question(const Asked& before, EventId from, std::uint32_t limit, EventId cursor) const;
    // When its replica that answers next was up to date.
    Duration replica_time();
    std::size_t longest_page(std::uint32_t limit);
    Page page(std::int64_t from, std::uint32_t limit);
    static void note(Asked& asked, EventId from, const Page& page, bool is_reading, bool is_poll);
    void show(const Page& page, int process, bool is_poll);
    void hide(Page& page, EventId from);
    void mangle(Page& page);
    void forget(EventBook::Entry& entry, const std::optional<Cursor>& cursor);

    const Scenario& scenario_;
    EventBook& book_;
    ManualClock& truth_;
    Instant began_at_;
    Random random_;
    LastingFaults lasting_faults_;
    std::vector<EventBook::Entry*> listed_;  // in the order of the feed's list
    std::vector<EventBook::Entry*> by_due_;  // in the order of becoming visible
    std::size_t shown_ = 0;                  // of these
    bool misbehaves_ = true;
    std::int64_t forgotten_up_to_ = 0;
    std::map<int, Asked> asked_;  // last, by each process
};

}  // namespace scan::sim
