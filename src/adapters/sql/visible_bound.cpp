#include "adapters/sql/visible_bound.h"

#include <algorithm>

namespace scan {
namespace {

constexpr Duration kFullLookEvery = std::chrono::seconds(1);
constexpr int kRestFactor = 19;

}  // namespace

std::optional<std::string> VisibleBound::from(Instant now) const {
    return now >= full_look_due_ ? std::nullopt : lowest_;
}

void VisibleBound::looked_at_all(Instant began, Instant ended) {
    full_look_due_ = ended + std::max(kFullLookEvery, kRestFactor * (ended - began));
}

}  // namespace scan
