#include "adapters/http/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>

namespace scan {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
constexpr std::size_t kShortDay = 3;
constexpr int kNone = -1;

bool take(std::string_view& rest, std::string_view wanted) {
    if (!rest.starts_with(wanted)) return false;
    rest.remove_prefix(wanted.size());
    return true;
}

int take_digits(std::string_view& rest, std::size_t count) {
    int value = 0;
    if (rest.size() < count) return kNone;
    for (const char c : rest.substr(0, count)) {
        if (c < '0' || c > '9') return kNone;
        value = value * 10 + (c - '0');
    }
    rest.remove_prefix(count);
    return value;
}

unsigned take_month(std::string_view& rest) {
    for (unsigned i = 0; i < kMonths.size(); ++i) {
        if (take(rest, kMonths[i])) return i + 1;
    }
    return 0;
}

std::optional<std::int64_t> take_time(std::string_view& rest) {
    const int hour = take_digits(rest, 2);
    if (hour < 0 || hour > 23 || !take(rest, ":")) return std::nullopt;
    const int minute = take_digits(rest, 2);
    if (minute < 0 || minute > 59 || !take(rest, ":")) return std::nullopt;
    const int second = take_digits(rest, 2);
    if (second < 0 || second > 60) return std::nullopt;  // 60: a leap second
    return hour * 3600 + minute * 60 + second;
}

// Seconds since 1970, or nothing if there is no such moment.
std::optional<std::int64_t> moment(int year, unsigned month, int day, std::int64_t of_day) {
    const auto date = std::chrono::year(year) / static_cast<int>(month) / day;
    if (day < 1 || !date.ok()) return std::nullopt;
    const std::chrono::sys_seconds midnight = std::chrono::sys_days(date);
    return midnight.time_since_epoch().count() + of_day;
}

// `06 Nov 1994 08:49:37 GMT`, what follows "Sun, ".
std::optional<std::int64_t> parse_fixed(std::string_view rest) {
    const int day = take_digits(rest, 2);
    if (day < 0 || !take(rest, " ")) return std::nullopt;
    const unsigned month = take_month(rest);
    if (month == 0 || !take(rest, " ")) return std::nullopt;
    const int year = take_digits(rest, 4);
    if (year < 0 || !take(rest, " ")) return std::nullopt;
    const auto time = take_time(rest);
    if (!time || rest != " GMT") return std::nullopt;
    return moment(year, month, day, *time);
}

// `06-Nov-94 08:49:37 GMT`, what follows "Sunday, ".
std::optional<std::int64_t> parse_rfc850(std::string_view rest, std::int64_t now) {
    const int day = take_digits(rest, 2);
    if (day < 0 || !take(rest, "-")) return std::nullopt;
    const unsigned month = take_month(rest);
    if (month == 0 || !take(rest, "-")) return std::nullopt;
    const int short_year = take_digits(rest, 2);
    if (short_year < 0 || !take(rest, " ")) return std::nullopt;
    const auto time = take_time(rest);
    if (!time || rest != " GMT") return std::nullopt;

    // RFC 9110: a year that seems to be more than 50 years ahead is the most recent past one with
    // these two digits.
    const std::chrono::year_month_day today{
        std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(now)))};
    const int this_year = int{today.year()};
    int year = this_year - this_year % 100 + short_year;
    if (year > this_year + 50) year -= 100;
    return moment(year, month, day, *time);
}

// `Nov  6 08:49:37 1994`, what follows "Sun ".
std::optional<std::int64_t> parse_asctime(std::string_view rest) {
    const unsigned month = take_month(rest);
    if (month == 0 || !take(rest, " ")) return std::nullopt;
    const int day = take_digits(rest, take(rest, " ") ? 1 : 2);
    if (day < 0 || !take(rest, " ")) return std::nullopt;
    const auto time = take_time(rest);
    if (!time || !take(rest, " ")) return std::nullopt;
    const int year = take_digits(rest, 4);
    if (year < 0 || !rest.empty()) return std::nullopt;
    return moment(year, month, day, *time);
}

std::optional<std::int64_t> parse_date(std::string_view text, std::int64_t now) {
    for (const std::string_view day : kDays) {
        std::string_view rest = text;
        if (take(rest, day) && take(rest, ", ")) return parse_rfc850(rest, now);
        rest = text;
        if (!take(rest, day.substr(0, kShortDay))) continue;
        if (take(rest, ", ")) return parse_fixed(rest);
        if (take(rest, " ")) return parse_asctime(rest);
    }
    return std::nullopt;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<Duration> parse_retry_after(std::string_view value, UtcTime now, Duration max) {
    const std::string_view text = trim(value);
    const auto max_seconds = std::chrono::floor<std::chrono::seconds>(max).count();
    std::int64_t seconds = 0;
    if (!text.empty() && text.find_first_not_of("0123456789") == text.npos) {
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
        if (parsed.ec == std::errc::result_out_of_range) seconds = max_seconds;
    } else {
        const std::int64_t now_seconds = now.unix_ms() / 1000;
        const auto at = parse_date(text, now_seconds);
        if (!at) return std::nullopt;
        seconds = *at - now_seconds;
    }
    return std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, max_seconds));
}

}  // namespace scan
