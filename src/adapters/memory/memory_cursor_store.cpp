#include "adapters/memory/memory_cursor_store.h"

#include <algorithm>
#include <string>

namespace scan {

Result<bool> MemoryCursorStore::advance(LeaseEpoch epoch, const CursorAdvance& advance) {
    MemoryTransaction transaction(state_);
    if (!transaction->cursor || transaction->lease.epoch != epoch) return false;

    const UtcTime now = transaction.clock().utc_now();
    Cursor& cursor = *transaction->cursor;
    if (advance.last_event_id >= cursor.last_event_id) cursor.unpaid = advance.unpaid;
    if (advance.last_event_id > cursor.last_event_id) {
        cursor.last_event_id = advance.last_event_id;
        cursor.is_new = false;
        transaction->cursor_moved_at = now;
    }
    for (const FailedEvent& event : advance.failed) transaction->record(event, now);
    for (const FeedGap& gap : advance.withdrawn) {
        std::erase_if(transaction->feed_gaps,
                      [&](const MemoryFeedGap& row) { return row.gap == gap && !gap.is_proven; });
    }
    for (const FeedGap& gap : advance.gaps) {
        // An advance is repeated when its outcome was unknown; the gap is still one.
        const bool known = std::ranges::any_of(transaction->feed_gaps, [&](const auto& row) {
            return row.gap.after_event_id == gap.after_event_id &&
                   row.gap.before_event_id == gap.before_event_id;
        });
        if (known) continue;
        transaction->feed_gaps.push_back(
            {.gap = gap, .noticed_at = now, .id = ++transaction->last_gap_id});
    }
    return true;
}

Result<std::optional<Cursor>> MemoryCursorStore::read() {
    return MemoryTransaction(state_)->cursor;
}

Result<> MemoryCursorStore::set(EventId last_event_id, std::string_view reason) {
    MemoryTransaction transaction(state_);
    const UtcTime now = transaction.clock().utc_now();
    const std::optional<Cursor> before = transaction->cursor;
    transaction->cursor = Cursor{
        .last_event_id = last_event_id,
        .unpaid = before ? clipped(before->unpaid, last_event_id) : std::vector<IdRange>(),
        .settled_event_id = before ? std::min(before->settled_event_id, last_event_id) : EventId{0},
        .is_new = true};
    transaction->cursor_moved_at = now;
    ++transaction->lease.epoch.value;
    transaction->cursor_sets.push_back(
        {.from = before ? std::optional(before->last_event_id) : std::nullopt,
         .to = last_event_id,
         .reason = std::string(reason),
         .set_at = now});
    return {};
}

}  // namespace scan
