#pragma once

#include <cstddef>
#include <vector>

#include "domain/ids.h"

namespace scan {

// The ids above `after`, up to and with `last`. Empty if `last` is not above `after`. A value.
struct IdRange {
    EventId after;
    EventId last;

    bool is_empty() const { return last <= after; }
    bool contains(EventId id) const { return after < id && id <= last; }
    bool operator==(const IdRange&) const = default;
};

// The ids of `ranges` in at most `count_max` ranges (at least one), ascending and apart. If there
// are more, those with the fewest ids between them are joined, so none is left out.
std::vector<IdRange> joined(std::vector<IdRange> ranges, std::size_t count_max);

// The part of each range that is at or below `last`.
std::vector<IdRange> clipped(const std::vector<IdRange>& ranges, EventId last);

}  // namespace scan
