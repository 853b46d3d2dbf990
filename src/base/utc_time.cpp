#include "base/utc_time.h"

#include <array>

namespace scan {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t kTicksPerMinute = 60 * UtcTime::kTicksPerSecond;
constexpr std::int64_t kTicksPerDay = 24 * 60 * kTicksPerMinute;
constexpr int kFractionDigits = 7;
constexpr sys_days kFirstDay = std::chrono::year(1) / 1 / 1;
constexpr sys_days kLastDay = std::chrono::year(9999) / 12 / 31;
constexpr std::int64_t kUnixEpochTicks = (sys_days{} - kFirstDay).count() * kTicksPerDay;
constexpr std::int64_t kEndTicks = ((kLastDay - kFirstDay).count() + 1) * kTicksPerDay;
constexpr std::int64_t kNanosecondsPerTick = 100;

constexpr int kNotDigits = -1;

// Takes exactly kCount digits off the front; kNotDigits leaves the text as it was. Inlined, it is a few instructions, and a time takes it
// a dozen times.
template <std::size_t kCount>
[[gnu::always_inline]] inline int take_digits(std::string_view& rest) {
    if (rest.size() < kCount) return kNotDigits;
    int value = 0;
    for (const char c : rest.substr(0, kCount)) {
        if (c < '0' || c > '9') return kNotDigits;
        value = value * 10 + (c - '0');
    }
    rest.remove_prefix(kCount);
    return value;
}

bool take(std::string_view& rest, char wanted) {
    if (rest.empty() || rest.front() != wanted) return false;
    rest.remove_prefix(1);
    return true;
}

// Days since 0001-01-01, or nothing where the text has no such day.
std::optional<std::int64_t> take_day(std::string_view& rest) {
    const int year = take_digits<4>(rest);
    if (year < 1 || !take(rest, '-')) return std::nullopt;
    const int month = take_digits<2>(rest);
    if (month < 1 || !take(rest, '-')) return std::nullopt;
    const int day = take_digits<2>(rest);
    if (day < 1) return std::nullopt;
    const auto date = std::chrono::year(year) / month / day;
    if (!date.ok()) return std::nullopt;
    return (sys_days(date) - kFirstDay).count();
}

// The digits behind the second's point in ticks, or nothing if there are none.
std::optional<std::int64_t> take_fraction(std::string_view& rest) {
    int digit = take_digits<1>(rest);
    if (digit == kNotDigits) return std::nullopt;
    std::int64_t ticks = 0;
    std::int64_t weight = UtcTime::kTicksPerSecond / 10;
    for (; digit != kNotDigits; digit = take_digits<1>(rest)) {
        ticks += digit * weight;
        weight /= 10;
    }
    return ticks;
}

// Ticks since midnight, or nothing. 24:00 is the end of the day, as ISO 8601 has it; a second 60 is
// none, since a scale of time without leap seconds has no place for it.
std::optional<std::int64_t> take_time_of_day(std::string_view& rest) {
    const int hour = take_digits<2>(rest);
    if (hour < 0 || hour > 24 || !take(rest, ':')) return std::nullopt;
    const int minute = take_digits<2>(rest);
    if (minute < 0 || minute > 59) return std::nullopt;
    std::int64_t ticks = (hour * 60 + minute) * kTicksPerMinute;
    if (take(rest, ':')) {
        const int second = take_digits<2>(rest);
        if (second < 0 || second > 59) return std::nullopt;
        ticks += second * UtcTime::kTicksPerSecond;
        if (take(rest, '.')) {
            const auto fraction = take_fraction(rest);
            if (!fraction) return std::nullopt;
            ticks += *fraction;
        }
    }
    return ticks <= kTicksPerDay ? std::optional(ticks) : std::nullopt;
}

// Takes `:mm` or `mm`; 0 if nothing is left, kNotDigits if something else is.
int take_sixtieths(std::string_view& rest) {
    if (rest.empty()) return 0;
    take(rest, ':');
    const int value = take_digits<2>(rest);
    return value > 59 ? kNotDigits : value;
}

// The zone's offset from UTC in ticks; no zone is UTC. Nothing if the text that is left is no zone.
std::optional<std::int64_t> take_zone(std::string_view& rest) {
    if (rest.empty()) return 0;
    take(rest, ' ');
    if (take(rest, 'Z') || take(rest, 'z')) return 0;
    const bool east = take(rest, '+');
    if (!east && !take(rest, '-')) return std::nullopt;
    const int hours = take_digits<2>(rest);
    if (hours < 0 || hours > 23) return std::nullopt;
    const int minutes = take_sixtieths(rest);
    const int seconds = take_sixtieths(rest);
    if (minutes < 0 || seconds < 0) return std::nullopt;
    const std::int64_t offset =
        (hours * 60 + minutes) * kTicksPerMinute + seconds * UtcTime::kTicksPerSecond;
    return east ? offset : -offset;
}

void put_digits(char* end, std::int64_t value, int count) {
    for (; count > 0; --count) {
        *--end = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

}  // namespace

std::optional<UtcTime> UtcTime::from_ticks(std::int64_t ticks) {
    if (ticks < 0 || ticks >= kEndTicks) return std::nullopt;
    return UtcTime(ticks);
}

UtcTime UtcTime::from_unix(std::chrono::nanoseconds since_1970) {
    // 64 bits of nanoseconds reach from 1677 to 2262, so the result is always in range.
    return UtcTime(kUnixEpochTicks + since_1970.count() / kNanosecondsPerTick);
}

std::expected<UtcTime, std::string> UtcTime::parse(std::string_view text) {
    std::string_view rest = text;
    const auto day = take_day(rest);
    if (!day) return std::unexpected("no date YYYY-MM-DD between the years 0001 and 9999");
    if (rest.empty()) return UtcTime(*day * kTicksPerDay);
    if (!take(rest, 'T') && !take(rest, ' ') && !take(rest, 't')) {
        return std::unexpected("no T between date and time");
    }
    const auto time = take_time_of_day(rest);
    if (!time) return std::unexpected("no time hh:mm[:ss]");
    const auto zone = take_zone(rest);
    if (!zone || !rest.empty()) return std::unexpected("what follows the time is no zone");
    const auto moment = from_ticks(*day * kTicksPerDay + *time - *zone);
    if (!moment) return std::unexpected("in UTC outside the years 0001 to 9999");
    return *moment;
}

std::int64_t UtcTime::unix_ms() const {
    constexpr std::int64_t kTicksPerMillisecond = kTicksPerSecond / 1000;
    return (ticks_ - kUnixEpochTicks) / kTicksPerMillisecond;
}

std::string UtcTime::to_string() const {
    const std::chrono::year_month_day date(kFirstDay + days(ticks_ / kTicksPerDay));
    const std::int64_t of_day = ticks_ % kTicksPerDay;
    const std::int64_t seconds = of_day / kTicksPerSecond;
    std::string text = "0000-00-00T00:00:00.0000000Z";
    char* const start = text.data();
    put_digits(start + 4, int{date.year()}, 4);
    put_digits(start + 7, unsigned{date.month()}, 2);
    put_digits(start + 10, unsigned{date.day()}, 2);
    put_digits(start + 13, seconds / 3600, 2);
    put_digits(start + 16, seconds / 60 % 60, 2);
    put_digits(start + 19, seconds % 60, 2);
    put_digits(start + 27, of_day % kTicksPerSecond, kFractionDigits);
    return text;
}

}  // namespace scan
