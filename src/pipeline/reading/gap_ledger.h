#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "domain/id_range.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

// Whether the feed forgot events before they were read.
//
// A feed forgets from its beginning. So only the jump from the id that a page was asked from to the
// first id that it shows can hide something, and the feed's oldest id tells: if that is at or below
// the jump's lower end, nothing is hidden. An inclusive feed shows the id it was asked from, and at
// the head of an idle one the poll before saw the end; such jumps need no question. An exclusive
// feed jumps on every page: its jumps are kept and explained together, by one question a minute. A
// jump that stands out among its page's own distances is asked about at once. An answer explains
// the jumps before it and no later one, because the feed goes on forgetting.
//
// The same jump comes with every page while the cursor waits below a stray jump, and with every
// second reading until one pays. It is told once: the ids that a row tells of are remembered.
//
// A feed that does not answer the question is read on all the same. After five tries there is one
// unproven row, which grows with what stays unexplained. It is withdrawn by an oldest id at or
// below its start, if the same holder gets one, and confirmed by none.
//
// A value; one thread. docs/adr/0011-an-answer-explains-the-jumps-before-it.md
class GapLedger {
public:
    static constexpr Duration kInterval = std::chrono::minutes(1);
    static constexpr int kTries = 5;
    static constexpr std::size_t kJumpsMax = 1024;
    static constexpr std::size_t kToldMax = 64;
    static constexpr std::size_t kUrgentMax = 16;

    // What a page showed.
    struct Page {
        EventId from;                        // what it was asked from
        std::optional<EventId> lowest;       // of its ids
        std::optional<EventId> first_above;  // the lowest above `from`
        std::int64_t greatest_distance = 0;  // between neighbours
        std::size_t ids = 0;
        bool is_gone = false;      // asked from its first event instead
        bool lacks_known = false;  // an id that was read, between `from` and the first above
        bool brought_unknown = false;
    };
    struct Findings {
        std::vector<FeedGap> found;
        std::vector<FeedGap> withdrawn;
    };

    // A new holder: the former one's open jumps are among what is owed. They come back when that is
    // read again; if nothing is read again, here.
    void restart(const std::vector<IdRange>& open);
    // After a pause of any kind: what the feed forgot until the next page, nobody saw.
    void doubt() { end_seen_from_.reset(); }

    // The page of a poll. REQUIRES: the event at `page.from` was read, or forwarded by another.
    void polled(const Page& page, Instant now);
    // The page of a second reading. `owed`: the owed ranges between the id that it was asked from
    // and the first that it shows; what lies between them was read for good.
    void read_owed(const Page& page, const std::vector<IdRange>& owed);

    // The feed is to be asked for its oldest id.
    bool has_question(Instant now) const;
    // Some jump has no explanation yet.
    bool has_jumps() const { return !jumps_.empty(); }
    // This oldest id would prove a gap.
    bool would_prove(EventId oldest) const;
    // The oldest id, nullopt: it has none at all.
    void answered(std::optional<EventId> oldest, Instant now);
    void unanswered(Instant now);
    // The last poll showed nothing from this id on, and nobody knows why.
    std::optional<EventId> empty_from() const {
        return end_is_empty_ ? unexplained_end_ : std::nullopt;
    }
    // An unproven row tells of a question that the feed does not answer.
    bool is_unanswered() const { return tries_ >= kTries; }

    // Jumps without an explanation: to be saved, so that a crash does not hide them.
    std::vector<IdRange> open() const;
    Findings take_findings();

private:
    struct Jump {
        EventId after;
        EventId before;
        bool is_owed = false;
    };

    bool is_provable(EventId from) const;
    void end_jumps_at(EventId shown);
    void keep(const Jump& jump, const Page& page);
    void forget_told(EventId shown, EventId from);
    void tell(const FeedGap& gap);
    void conclude(EventId oldest);
    void add_to_row();

    std::vector<Jump> jumps_;
    std::deque<IdRange> told_;       // by proven rows, oldest first
    std::deque<IdRange> told_owed_;  // likewise, by those of second readings
    // The jumps that were a reason to ask at once, oldest first: none is a second time.
    std::deque<Jump> urgent_;
    Findings findings_;
    std::optional<FeedGap> row_;
    // A poll from here saw that nothing unknown was above, and nothing forgotten.
    std::optional<EventId> end_seen_from_;
    std::optional<EventId> unexplained_end_;
    bool end_is_empty_ = false;  // the last poll's page had no event
    std::optional<Instant> polled_at_;
    Instant next_question_{};
    bool is_urgent_ = false;
    bool is_inclusive_ = false;  // the feed showed an event that it was asked from
    int tries_ = 0;
};

}  // namespace scan
