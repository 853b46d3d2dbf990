#include "pipeline/reading/stray_jump.h"

#include <algorithm>
#include <vector>

namespace scan {
namespace {

// The usual distance is found anew after so many notes; while there are fewer, after each.
constexpr std::size_t kNotesBetween = 100;

}  // namespace

void StrayJump::note(std::int64_t distance) {
    distances_.push_back(distance);
    if (distances_.size() > kDistances) distances_.pop_front();
    if (++noted_ % kNotesBetween != 0 && distances_.size() >= kNotesBetween) return;
    std::vector<std::int64_t> sorted(distances_.begin(), distances_.end());
    const std::size_t tenths = sorted.size() < kNotesBetween ? 5 : 9;
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) * tenths / 10);
    std::ranges::nth_element(sorted, at);
    usual_ = *at;
}

bool StrayJump::is_stray(std::int64_t distance) const {
    if (distance <= kDistanceMin) return false;
    return distance / kTimesUsual > usual_;
}

bool StrayJump::goes_on_from(EventId first, const IdSet& shown) const {
    EventId id = first;
    for (int count = 1; count < kIdsToPass;) {
        const auto next = shown.next_after(id);
        if (!next) return false;
        count = is_stray(next->value - id.value) ? 1 : count + 1;
        id = *next;
    }
    return true;
}

StrayJump::Step StrayJump::next(EventId from, const IdSet& shown, EventId proven_to,
                                bool is_first) const {
    Step step{.to = from, .passed = std::nullopt};
    while (true) {
        const auto id = shown.next_after(step.to);
        if (!id || *id > proven_to) return step;
        const bool is_free = is_first && step.to == from;
        if (!is_free && is_stray(id->value - step.to.value)) {
            if (step.to != from || !goes_on_from(*id, shown)) return step;
            step.passed = std::pair(from, *id);
        }
        step.to = *id;
    }
}

}  // namespace scan
