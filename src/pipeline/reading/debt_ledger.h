#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "domain/id_range.h"
#include "pipeline/reading/id_set.h"
#include "pipeline/reading/owed_ranges.h"

namespace scan {

struct DebtBounds {
    std::size_t id_bytes_max = std::size_t{8} * 1024 * 1024;
    std::size_t saved_ranges_max = 64;
    std::size_t held_ranges_max = 1024;
};

struct DebtSettings {
    Duration window = std::chrono::seconds(60);         // zero: nothing is owed
    Duration scan_interval = std::chrono::seconds(15);  // zero: only readings that pay
    DebtBounds bounds;
};

// What the feed may still show below the cursor, and must therefore be read again.
//
// An event can become visible after higher ones. So a range that the cursor has passed is owed a
// second reading, which begins a late window or more after a higher id was first seen and reaches
// the range's end page by page. Nothing else lets a range go: no bound, no failed or empty answer,
// no restart. A range in which no id is missing owes nothing; so a feed without holes, and an idle
// one, cost nothing. On a feed with holes each range is read twice, and more often at the head for
// freshness.
//
// Beside the ranges stand the ids that were forwarded, so that a second reading forwards only what
// is new. They are bounded in bytes. At the bound the oldest ranges lose their ids but stay owed:
// their events are forwarded again, which is harmless.
//
// A value; one thread. docs/adr/0010-what-is-owed-below-the-cursor.md
class DebtLedger {
public:
    // A range that the feed has not served for so long is given up.
    static constexpr Duration kUnservedMax = std::chrono::hours(24);

    explicit DebtLedger(const DebtSettings& settings)
        : settings_(settings), debts_(settings.bounds.held_ranges_max) {}

    // A new holder owes these: a reading that begins a window from now pays.
    void restart(const std::vector<IdRange>& unpaid, Instant now);

    // The ids that are known to be forwarded: in owed ranges, above the cursor, and for a window also
    // those that the cursor passed without owing anything.
    IdSet& ids() { return ids_; }
    const IdSet& ids() const { return ids_; }

    // The cursor goes over the range, whose known ids are in `ids()`. A higher id was first seen at
    // `seen_at`.
    void pass(IdRange range, Instant seen_at);

    bool owes(EventId id) const { return debts_.find(id) != nullptr; }
    // The id is owed, and may have been forwarded before without being known.
    bool may_repeat(EventId id) const;
    // How long ago a higher id was first seen.
    Duration lateness(EventId id, Instant now) const;

    // From where a reading that pays is to go on. nullopt: none is due.
    std::optional<EventId> due_from(Instant now) const { return debts_.due_from(now); }
    using Early = OwedRange::Early;
    // Likewise a reading that is made early, so that what is late is found soon.
    std::optional<EventId> early_from(Early early, Instant now) const {
        return debts_.early_from(early, settings_.scan_interval, now);
    }
    // When there is something to read, nullopt: never.
    std::optional<Instant> next_due(Early early) const {
        return debts_.next_due(early, settings_.scan_interval);
    }
    // The oldest due range has waited two windows.
    bool is_overdue(Instant now) const { return debts_.is_due_for(settings_.window, now); }
    // The owed range that is read from `from`. REQUIRES: due_from or early_from said so.
    IdRange range_at(EventId from) const;
    // The owed ranges that have ids in `within`, cut to it.
    std::vector<IdRange> owed_in(IdRange within) const { return debts_.in(within); }
    // A reading goes on from there.
    bool is_read_from(EventId from) const { return debts_.at(from) != nullptr; }
    // A reading of its range begins with this page.
    bool begins_at(EventId from) const;
    // The range that is read from `from` was stepped over before.
    bool was_stepped_over(EventId from) const;

    // A page that was asked for from `from` at `asked_at` showed everything up to `to`.
    // REQUIRES: to > from.
    void read(EventId from, EventId to, Instant asked_at, Instant now);
    // The page at `from` failed: its reading does not go on before `retry_at`.
    void hold(EventId from, Instant retry_at);
    // So it is with every range that is read from there or from below.
    void hold_up_to(EventId from, Instant retry_at);
    // The feed refuses the page at `from`: its range counts as one that is not served.
    void refused(EventId from, Instant now);
    // The range that is read from `from` cannot be: its reading is begun again later.
    void broke_off(EventId from, Instant now);
    // An answer showed nothing above `from`: so it is with every range that ends above.
    void saw_nothing_above(EventId from, Instant now);
    // What is between `from` and `to` cannot be read: it stays owed, and the reading goes on behind it.
    void step_over(EventId from, EventId to, Instant now);
    // Ranges that are owed no more, though nobody read them.
    std::vector<IdRange> give_up(Instant now);

    bool is_empty() const { return debts_.is_empty(); }
    // At most `saved_ranges_max`.
    std::vector<IdRange> unpaid() const;
    // The lowest id that everything up to it is read for good, `cursor` if nothing is owed.
    EventId settled(EventId cursor) const;
    // Something that a former holder owed was neither read once nor stepped over.
    bool is_taken_over() const;
    // How many ids were let go for the bound since the last call.
    std::size_t take_forgotten() { return std::exchange(forgotten_, 0); }

private:
    std::optional<IdRange> without_dense_ends(IdRange range) const;
    bool take_in_last(IdRange range, Instant seen_at);
    void bound_ids();
    Duration retry_interval() const;

    DebtSettings settings_;
    struct Dense {
        IdRange range;
        Instant passed_at{};
    };

    void remember_dense(IdRange range, Instant now);

    OwedRanges debts_;
    std::deque<Dense> dense_;  // oldest first
    IdSet ids_;
    std::size_t forgotten_ = 0;
};

}  // namespace scan
