#include "pipeline/late_scan.h"

namespace scan {

void LateScan::restart(Range range) {
    position_.reset();
    covered_at_.reset();
    due_at_ = {};
    range_ = range;
}

void LateScan::begin(EventId low, Instant now) {
    position_ = low;
    began_at_ = now;
    due_at_ = now + interval_;
}

void LateScan::advance(std::optional<EventId> highest, EventId cursor) {
    if (highest && *highest > *position_ && *highest < cursor) {
        position_ = highest;
        return;
    }
    position_.reset();
    covered_at_ = began_at_;
    range_ = Range::passed_here;
}

}  // namespace scan
