#include "pipeline/late_window.h"

#include <algorithm>
#include <utility>

namespace scan {

void LateWindow::restart(EventId low, EventId cursor, Instant now) {
    low_ = low;
    passed_.clear();
    // The cursor's own event is the one that is surely known; it also keeps the range open.
    if (cursor > low) passed_.push_back({cursor, now, now});
}

void LateWindow::pass(EventId id, Instant now) {
    passed_.push_back({id, now, now});
    if (passed_.size() > kIdsMax) drop_first();
}

Duration LateWindow::add_late(EventId id, Instant now) {
    const auto next = position_of(id);
    const Instant passed_at = next == passed_.end() ? now : next->at;
    passed_.insert(next, {id, passed_at, now});
    if (passed_.size() > kIdsMax) drop_first();
    return now - passed_at;
}

bool LateWindow::is_forwarded(EventId id) const {
    const auto found = position_of(id);
    return found != passed_.end() && found->id == id;
}

bool LateWindow::is_whole() const {
    return passed_.empty() || std::cmp_equal(passed_.size(), passed_.back().id.value - low_.value);
}

void LateWindow::expire(Instant horizon) {
    while (!passed_.empty() && passed_.front().forwarded_at < horizon &&
           (passed_.size() > 1 || is_whole()))
        drop_first();
}

void LateWindow::drop_first() {
    low_ = std::max(low_, passed_.front().id);
    passed_.pop_front();
}

std::deque<LateWindow::Passed>::const_iterator LateWindow::position_of(EventId id) const {
    return std::ranges::lower_bound(passed_, id, {}, &Passed::id);
}

}  // namespace scan
