#include "operations/conditions/time_for_people.h"

#include <fmt/format.h>

namespace scan {
namespace {

constexpr std::size_t kDateLength = 10;
constexpr std::size_t kSecondsLength = 19;

}  // namespace

std::string time_for_people(UtcTime at, UtcTime now) {
    const std::string text = at.to_string();
    const std::string date = text.substr(0, kDateLength);
    const std::string time = text.substr(kDateLength + 1, kSecondsLength - kDateLength - 1);
    return now.to_string().starts_with(date) ? time : date + " " + time;
}

std::string duration_for_people(Duration duration) {
    const auto all = std::max<std::int64_t>(
        std::chrono::duration_cast<std::chrono::seconds>(duration).count(), 0);
    constexpr std::int64_t kMinute = 60;
    constexpr std::int64_t kHour = 60 * kMinute;
    constexpr std::int64_t kDay = 24 * kHour;
    if (all < 2 * kMinute) return fmt::format("{} s", all);
    if (all < kHour) return fmt::format("{} min", all / kMinute);
    if (all < kDay) return fmt::format("{} h {} min", all / kHour, all % kHour / kMinute);
    return fmt::format("{} day{} {} h", all / kDay, all / kDay == 1 ? "" : "s", all % kDay / kHour);
}

UtcTime later(UtcTime at, Duration by) {
    const auto moved = UtcTime::from_ticks(at.ticks() + by.count() / 100);
    return moved.value_or(at);
}

}  // namespace scan
