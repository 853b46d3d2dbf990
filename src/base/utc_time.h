#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace scan {

// A moment in UTC between the years 0001 and 9999, in ticks of 100 ns since 0001-01-01T00:00:00Z (proleptic Gregorian, no leap
// seconds): the resolution of the feed, of .NET's DateTime and of SQL Server's DATETIMEOFFSET(7).
class UtcTime {
public:
    static constexpr std::int64_t kTicksPerSecond = 10'000'000;

    // 0001-01-01T00:00:00Z.
    constexpr UtcTime() = default;

    // nullopt outside the years 0001 to 9999.
    static std::optional<UtcTime> from_ticks(std::int64_t ticks);

    // From the time since 1970-01-01T00:00:00Z; what is finer than a tick is cut.
    static UtcTime from_unix(std::chrono::nanoseconds since_1970);

    // Reads ISO 8601 `YYYY-MM-DD[(T| )hh:mm[:ss[.f…]][[ ](Z|±hh[[:]mm[[:]ss]])]]`: what
    // System.Text.Json reads as a DateTimeOffset or DateTime, what Java's OffsetDateTime writes, and
    // a little more. A date alone is its midnight; without a zone it is UTC. Digits beyond the
    // seventh of the fraction are cut. 24:00 is the next day's midnight. A second 60 is refused:
    // neither System.Text.Json nor any column has one. The error says what is wrong.
    static std::expected<UtcTime, std::string> parse(std::string_view text);

    constexpr std::int64_t ticks() const { return ticks_; }

    // Milliseconds since 1970-01-01T00:00:00Z.
    std::int64_t unix_ms() const;

    // `YYYY-MM-DDTHH:MM:SS.fffffffZ`, always 28 characters; text order is time order.
    std::string to_string() const;

    auto operator<=>(const UtcTime&) const = default;

private:
    explicit constexpr UtcTime(std::int64_t ticks) : ticks_(ticks) {}

    std::int64_t ticks_ = 0;
};

}  // namespace scan
