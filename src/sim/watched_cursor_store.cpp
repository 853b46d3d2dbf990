#include "sim/watched_cursor_store.h"

namespace scan::sim {

Result<bool> WatchedCursorStore::advance(LeaseEpoch epoch, const CursorAdvance& advance) {
    const auto before = store_.read();
    const auto moved = store_.advance(epoch, advance);
    if (!moved || !*moved) return moved;
    ++around_.cursor_moves;
    around_.tenure.cursor_moved_by(process_);
    for (const FailedEvent& failed : advance.failed) around_.events.set_aside(failed.body);
    if (advance.gap) {
        around_.events.gap_recorded(process_, advance.gap->after_event_id,
                                    advance.gap->before_event_id);
    }
    if (*before) {
        around_.events.cursor_moved_by(process_, (*before)->last_event_id, advance.last_event_id);
    }
    around_.trace.note(process_, "cursor is at", advance.last_event_id.value);
    return moved;
}

}  // namespace scan::sim
