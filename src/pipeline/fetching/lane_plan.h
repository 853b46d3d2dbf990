#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "domain/id_range.h"

namespace scan {

// Which ids are asked for side by side, above where the reader stands.
//
// Nobody knows where the pages of a feed begin, so the ids are cut into ranges of about so many
// pages, by how many ids the last pages spanned, and each range is read page by page from its lower
// end. A new range is begun at the frontier once nobody waits for one; the lowest is always read
// first, because the reader needs it first. A range that turns out longer is cut in two. A page may
// lead beyond its range, by a leap of the ids far beyond: what it showed is asked for no more.
//
// A range begins at a guess. The first guess of all is tried alone. One that shows nothing, or a
// page that is not full, is taken for the feed's end, and nothing above it is asked for. A value;
// one thread. docs/adr/0013-far-behind-pages-are-read-ahead.md
class LanePlan {
public:
    // What is read by one request after the other.
    struct Range {
        IdRange ids;            // the next page is asked for from ids.after
        std::size_t pages = 0;  // that were read of it
        bool is_guess = true;   // nothing of it was shown yet
        bool operator==(const Range&) const = default;
    };

    // The reader stands at `reader_at`, and a page spans about `span` ids.
    // REQUIRES: neither is 0.
    LanePlan(EventId reader_at, std::int64_t span, std::size_t pages_per_range);

    // Takes out the range that is to be read next. nullopt: none, as things stand.
    std::optional<Range> take();
    // Takes out the range that begins at `from`, where the reader is. nullopt: none does.
    std::optional<Range> take_at(EventId from);
    // A page of a range that was taken showed everything up to `to`.
    // REQUIRES: to > range.ids.after.
    void read(Range range, EventId to, bool is_full);
    void saw_nothing_above(EventId id);
    // The range is read later.
    void give_back(const Range& range) { open_.push_back(range); }
    // The reader has come to `id`.
    void reader_is_at(EventId id);

    // About how many ids a page spans.
    std::int64_t span() const;
    // A guess showed a full page: the reader is far behind.
    bool was_right() const { return was_right_; }
    // There is nothing to take, and without an answer to wait for there will be nothing.
    bool is_done() const { return open_.empty() && !may_guess(); }

private:
    bool may_guess() const;
    void note_span(std::int64_t span);
    void skip_shown(EventId from, EventId to);
    // The id so many pages above.
    EventId above(EventId id, std::int64_t pages) const;

    const std::size_t pages_per_range_;
    std::vector<Range> open_;
    EventId frontier_;                     // no range above it was begun
    std::optional<EventId> nothing_from_;  // the feed seems to end there
    std::deque<std::int64_t> spans_;       // of the last pages
    bool has_guessed_ = false;
    bool was_right_ = false;
};

}  // namespace scan
