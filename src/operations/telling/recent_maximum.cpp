#include "operations/telling/recent_maximum.h"

#include <algorithm>

namespace scan {
namespace {

constexpr Duration kRemembered = std::chrono::hours(24 * 30);
constexpr Duration kAsOne = std::chrono::hours(1);

}  // namespace

void RecentMaximum::came(const Late& late) {
    const bool is_covered = std::ranges::any_of(kept_, [&](const Late& each) {
        return each.lateness >= late.lateness && late.at.instant - each.at.instant < kAsOne;
    });
    if (is_covered) return;
    std::erase_if(kept_, [&](const Late& each) {
        return (each.lateness <= late.lateness && each.at.instant - late.at.instant < kAsOne) ||
               late.at.instant - each.at.instant > kRemembered;
    });
    const auto after = std::ranges::upper_bound(kept_, late.at.instant, {},
                                                [](const Late& each) { return each.at.instant; });
    kept_.insert(after, late);
}

std::optional<RecentMaximum::Late> RecentMaximum::latest(Instant now) const {
    for (const Late& each : kept_)
        if (now - each.at.instant <= kRemembered) return each;
    return std::nullopt;
}

}  // namespace scan
