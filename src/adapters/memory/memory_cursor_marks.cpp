#include "adapters/memory/memory_cursor_marks.h"

#include "operations/conditions/time_for_people.h"

namespace scan {

Result<> MemoryCursorMarks::put(EventId cursor, Duration keep) {
    MemoryTransaction transaction(state_);
    const UtcTime now = transaction.clock().utc_now();
    auto& marks = transaction->cursor_marks;
    marks[now] = cursor;
    const auto after = marks.upper_bound(later(now, -keep));
    if (after != marks.begin()) marks.erase(marks.begin(), std::prev(after));
    return {};
}

Result<std::optional<EventId>> MemoryCursorMarks::oldest() {
    MemoryTransaction transaction(state_);
    if (transaction->cursor_marks.empty()) return std::nullopt;
    return transaction->cursor_marks.begin()->second;
}

}  // namespace scan
