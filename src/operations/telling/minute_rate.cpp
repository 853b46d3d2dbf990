#include "operations/telling/minute_rate.h"

#include <algorithm>
#include <numeric>

namespace scan {
namespace {

constexpr Duration kSlot = std::chrono::seconds(5);

}  // namespace

void MinuteRate::add(std::size_t count, Instant now) {
    forget(now);
    counts_[static_cast<std::size_t>(slot_) % kSlots] += count;
}

double MinuteRate::per_second(Instant now) {
    forget(now);
    const std::size_t all = std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
    const Duration young = (now - began_) % kSlot;
    const Duration covered =
        std::min(now - began_, kSlot * static_cast<std::int64_t>(kSlots - 1) + young);
    // In its first seconds a few of them would look like many.
    const double seconds = std::chrono::duration<double>(std::max(covered, kSlot)).count();
    return static_cast<double>(all) / seconds;
}

void MinuteRate::forget(Instant now) {
    const std::int64_t current = std::max<std::int64_t>((now - began_) / kSlot, slot_);
    const std::int64_t passed = std::min<std::int64_t>(current - slot_, kSlots);
    for (std::int64_t i = 1; i <= passed; ++i)
        counts_[static_cast<std::size_t>(slot_ + i) % kSlots] = 0;
    // Skipping a whole ring leaves it empty, whichever slot is the youngest then.
    if (passed == static_cast<std::int64_t>(kSlots)) counts_.fill(0);
    slot_ = current;
}

}  // namespace scan
