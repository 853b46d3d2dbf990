#include "operations/telling/reading_pace.h"

#include <algorithm>

#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

constexpr Duration kKept = std::chrono::seconds(60);
constexpr Duration kLeast = std::chrono::seconds(50);
// The halves' difference, as a part of their mean, above which it swings.
constexpr double kSwing = 0.5;

}  // namespace

void ReadingPace::sample(Instant now, UtcTime newest_event_at) {
    samples_.push_back({now, newest_event_at});
    while (now - samples_.front().at > kKept) samples_.pop_front();
}

std::optional<double> ReadingPace::pace() const {
    if (samples_.empty() || samples_.back().at - samples_.front().at < kLeast) return std::nullopt;
    const auto between_samples = [](const Sample& from, const Sample& to) {
        const std::chrono::duration<double> read = between(from.newest, to.newest);
        const std::chrono::duration<double> took = to.at - from.at;
        return read / took;
    };
    const Sample& first = samples_.front();
    const Sample& last = samples_.back();
    const Instant half = first.at + (last.at - first.at) / 2;
    const auto middle = std::ranges::lower_bound(samples_, half, {}, &Sample::at);
    const double before = between_samples(first, *middle);
    const double after = between_samples(*middle, last);
    const double whole = between_samples(first, last);
    if (before <= 0 || after <= 0) return std::nullopt;
    const double swing = (after > before ? after - before : before - after) / whole;
    return swing > kSwing ? std::nullopt : std::optional(whole);
}

}  // namespace scan
