#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "pipeline/reading/owed_range.h"

namespace scan {

// The ranges that are owed, ascending and apart, and which of them is to be read next. At the bound
// the two nearest are joined, so none is let go. A value; one thread.
class OwedRanges {
public:
    // REQUIRES: count_max > 0.
    explicit OwedRanges(std::size_t count_max);

    bool is_empty() const { return all_.empty(); }
    const std::vector<OwedRange>& all() const { return all_; }
    std::vector<OwedRange>& all() { return all_; }
    void add(const OwedRange& debt);
    // Takes out the range that is read from `from`. REQUIRES: there is one.
    OwedRange take(EventId from);

    // The range that has this id; nullptr: none.
    const OwedRange* find(EventId id) const;
    // The range whose reading begins or goes on at `from`; nullptr: none.
    const OwedRange* at(EventId from) const;
    // REQUIRES: there is one.
    OwedRange& chosen_at(EventId from);
    // The parts of the ranges that lie in `within`.
    std::vector<IdRange> in(IdRange within) const;

    // From where a reading that pays is to go on. nullopt: none is due.
    std::optional<EventId> due_from(Instant now) const;
    // Likewise a reading that is made early, `interval` after the one before.
    std::optional<EventId> early_from(OwedRange::Early early, Duration interval, Instant now) const;
    // When there is something to read, nullopt: never. Without an `interval` nothing is read early.
    std::optional<Instant> next_due(OwedRange::Early early, Duration interval) const;
    // A range has been due for so long.
    bool is_due_for(Duration time, Instant now) const;

private:
    std::size_t count_max_;
    std::vector<OwedRange> all_;
};

}  // namespace scan
