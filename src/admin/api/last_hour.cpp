#include "admin/api/last_hour.h"

#include <fmt/format.h>

#include "base/json_object.h"

namespace scan {
namespace {

constexpr std::int64_t kIntervalTicks = 5 * UtcTime::kTicksPerSecond;
constexpr std::int64_t kHourTicks = 3'600 * UtcTime::kTicksPerSecond;
// Reached only if the wall clock jumps back and forth.
constexpr std::size_t kFiguresMax = 1'000;

}  // namespace

void LastHour::tell(const Figure& figure) {
    const MutexLock lock(mutex_);
    // What a clock that was set back left behind would stand above what comes.
    while (!figures_.empty() && figures_.back().at > figure.at) figures_.pop_back();
    if (!figures_.empty() && figure.at.ticks() - figures_.back().at.ticks() < kIntervalTicks)
        return;
    figures_.push_back(figure);
    while (figures_.size() > kFiguresMax ||
           figure.at.ticks() - figures_.front().at.ticks() > kHourTicks)
        figures_.pop_front();
}

std::string LastHour::document() const {
    const MutexLock lock(mutex_);
    JsonList list;
    for (const Figure& each : figures_) {
        list.add(JsonObject()
                     .add("at_utc", std::optional(each.at))
                     .raw("lag_seconds",
                          each.lag_seconds ? fmt::format("{:.1f}", *each.lag_seconds) : "null")
                     .raw("events_per_second", fmt::format("{:.1f}", each.events_per_second)));
    }
    return JsonObject().raw("figures", list.text()).text();
}

}  // namespace scan
