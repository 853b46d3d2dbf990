#include "adapters/sql/format/stored_ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <sstream>

namespace scan {
namespace {

std::optional<EventId> cursor_in(const std::string& stored) {
    std::istringstream text(stored);
    EventId cursor;
    char colon = 0;
    if (text >> cursor.value >> colon && colon == ':') return cursor;
    return std::nullopt;
}

}  // namespace

std::string stored_ranges(EventId cursor, const std::vector<IdRange>& ranges) {
    std::string text = fmt::format("{}:", cursor.value);
    for (const IdRange& range : ranges)
        text += fmt::format(" {}-{}", range.after.value, range.last.value);
    return text;
}

std::vector<IdRange> ranges_in(const std::string& stored) {
    std::vector<IdRange> ranges;
    const std::size_t begin = stored.find(':');
    if (begin == std::string::npos) return ranges;
    std::istringstream text(stored.substr(begin + 1));
    IdRange range;
    char dash = 0;
    while (text >> range.after.value >> dash >> range.last.value && dash == '-')
        ranges.push_back(range);
    return joined(std::move(ranges), std::numeric_limits<std::size_t>::max());
}

std::vector<IdRange> unpaid_ranges(const std::optional<std::string>& stored, EventId cursor,
                                   EventId window_low) {
    std::vector<IdRange> ranges;
    if (stored) ranges = ranges_in(*stored);
    if (!stored || cursor_in(*stored) != cursor) ranges.push_back({window_low, cursor});
    return joined(clipped(ranges, cursor), std::numeric_limits<std::size_t>::max());
}

EventId window_low_of(EventId cursor, const std::vector<IdRange>& unpaid) {
    return unpaid.empty() ? cursor : std::min(cursor, unpaid.front().after);
}

}  // namespace scan
