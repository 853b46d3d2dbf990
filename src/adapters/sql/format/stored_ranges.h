#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/id_range.h"

namespace scan {

// What the column of unpaid ranges holds: the cursor that they belong to, and the ranges, as
// "120: 90-100 104-120".
std::string stored_ranges(EventId cursor, const std::vector<IdRange>& ranges);

// The ranges of `stored`, whatever cursor they belong to. What cannot be read is left out.
std::vector<IdRange> ranges_in(const std::string& stored);

// What is unpaid at this cursor. If an older worker moved the cursor last, which knows of one range
// only, that one is unpaid too.
std::vector<IdRange> unpaid_ranges(const std::optional<std::string>& stored, EventId cursor,
                                   EventId window_low);

// Below it nothing is unpaid: what an older worker is told.
EventId window_low_of(EventId cursor, const std::vector<IdRange>& unpaid);

}  // namespace scan
