#include "pipeline/reading/stray_jump.h"

#include <algorithm>
#include <utility>
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

std::int64_t StrayJump::usual_above(EventId from, const IdSet& shown) {
    std::vector<std::int64_t> distances;
    for (auto id = shown.next_after(from); id && distances.size() < kDistances;
         id = shown.next_after(*id)) {
        distances.push_back(id->value - from.value);
        from = *id;
    }
    if (distances.size() < kIdsToKnow) return 0;
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return *middle;
}

bool StrayJump::is_stray(std::int64_t distance, std::int64_t usual) {
    if (distance <= kDistanceMin) return false;
    return distance / kTimesUsual > usual;
}

bool StrayJump::goes_on_from(EventId first, const IdSet& shown, std::int64_t usual) {
    EventId id = first;
    for (int count = 1; count < kIdsToPass;) {
        const auto next = shown.next_after(id);
        if (!next) return false;
        count = is_stray(next->value - id.value, usual) ? 1 : count + 1;
        id = *next;
    }
    return true;
}

StrayJump::Step StrayJump::next(EventId from, const IdSet& shown, EventId proven_to,
                                bool is_first) const {
    Step step{.to = from, .passed = std::nullopt};
    std::int64_t usual = usual_;
    bool has_looked_above = false;
    while (true) {
        const auto id = shown.next_after(step.to);
        if (!id || *id > proven_to) return step;
        const std::int64_t distance = id->value - step.to.value;
        const bool is_free = is_first && step.to == from;
        if (!is_free && is_stray(distance, usual) && !std::exchange(has_looked_above, true))
            usual = std::max(usual, usual_above(step.to, shown));
        if (!is_free && is_stray(distance, usual)) {
            if (step.to != from || !goes_on_from(*id, shown, usual)) return step;
            step.passed = std::pair(from, *id);
        }
        step.to = *id;
    }
}

}  // namespace scan
