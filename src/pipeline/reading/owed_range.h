#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "domain/id_range.h"

namespace scan {

// A range that is owed a second reading, and how far that has come. A value.
struct OwedRange {
    // Earlier readings, which do not pay: of what a former holder owed, or of everything.
    enum class Early { none, taken_over, all };

    struct Reading {
        Instant began{};
        EventId to;
    };

    IdRange range;
    Instant passed_at{};
    Instant due{};                   // a whole reading that began then or later pays
    Instant retry_at{};              // not asked before
    std::optional<Instant> read_at;  // nullopt: at no time by this holder
    std::optional<Reading> reading;
    std::optional<Instant> unserved_since;
    bool is_taken_over = false;
    bool has_unknown_ids = false;
    bool was_stepped_over = false;

    bool is_wanted(Early early) const;
    Instant early_at(Duration interval) const;
    EventId next_from() const { return reading ? reading->to : range.after; }
    // The same range with other ends, of which nothing is read yet.
    OwedRange part(IdRange ends) const;
    // It was not served `now`.
    void begin_again(Instant at, Instant now);
    // It was read whole.
    void settle(Instant now);
};

// Joins the two neighbours with the fewest ids between them. REQUIRES: there are two.
void join_nearest(std::vector<OwedRange>& ascending);

}  // namespace scan
