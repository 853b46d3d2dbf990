#include "sim/watched_cursor_store.h"

namespace scan::sim {

Result<bool> WatchedCursorStore::advance(LeaseEpoch epoch, const CursorAdvance& advance) {
    const auto before = store_.read();
    const auto moved = store_.advance(epoch, advance);
    if (!moved || !*moved) return moved;
    ++around_.cursor_moves;
    around_.tenure.cursor_moved_by(process_);
    for (const FailedEvent& failed : advance.failed) around_.events.set_aside(failed.body);
    // What is not proven may be wrong.
    for (const FeedGap& gap : advance.gaps) {
        if (gap.is_proven)
            around_.events.gap_recorded(process_, gap.after_event_id, gap.before_event_id);
    }
    if (*before) {
        around_.events.cursor_moved_by(process_, around_.tenure.held_since(), **before,
                                       advance.last_event_id);
    }
    around_.trace.note(process_, "cursor is at", advance.last_event_id.value);
    return moved;
}

}  // namespace scan::sim
