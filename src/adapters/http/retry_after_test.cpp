#include "adapters/http/retry_after.h"

#include <gtest/gtest.h>

#include <string>

namespace scan {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Duration kMax = hours(24);

UtcTime at(const char* text) {
    return UtcTime::parse(text).value();
}

struct Row {
    const char* value;
    std::optional<Duration> wait;
};

TEST(RetryAfter, IsWholeSecondsOrADateInThreeForms) {
    const UtcTime now = at("1994-11-06T08:49:30Z");
    const Row kRows[] = {
        {"0", seconds(0)},
        {"120", seconds(120)},
        {"  7\t", seconds(7)},
        {"007", seconds(7)},
        {"Sun, 06 Nov 1994 08:49:37 GMT", seconds(7)},
        {"Sunday, 06-Nov-94 08:49:37 GMT", seconds(7)},
        {"Sun Nov  6 08:49:37 1994", seconds(7)},
        {"Wed Nov 16 08:49:37 1994", kMax},
        {"Sun, 06 Nov 1994 08:49:60 GMT", seconds(30)},
        {"Mon, 07 Nov 1994 00:00:00 GMT", hours(15) + std::chrono::minutes(10) + seconds(30)},
    };
    for (const Row& row : kRows)
        EXPECT_EQ(parse_retry_after(row.value, now, kMax), row.wait) << row.value;
}

TEST(RetryAfter, IsBoundedBelowByZeroAndAboveByTheMaximum) {
    const UtcTime now = at("1994-11-06T08:49:37Z");
    const Row kRows[] = {
        {"Sun, 06 Nov 1994 08:49:36 GMT", seconds(0)},
        {"Thu, 01 Jan 1970 00:00:00 GMT", seconds(0)},
        {"Mon, 01 Jan 0001 00:00:00 GMT", seconds(0)},
        {"Fri, 31 Dec 9999 23:59:59 GMT", kMax},
        {"86400", kMax},
        {"86401", kMax},
        {"9223372036854775807", kMax},
        {"99999999999999999999999999", kMax},
    };
    for (const Row& row : kRows)
        EXPECT_EQ(parse_retry_after(row.value, now, kMax), row.wait) << row.value;
}

TEST(RetryAfter, ReadsATwoDigitYearAsTheNearestOne) {
    EXPECT_EQ(
        parse_retry_after("Thursday, 01-Jan-26 00:00:05 GMT", at("2026-01-01T00:00:00Z"), kMax),
        seconds(5));
    // Most of a century ahead is the past.
    EXPECT_EQ(parse_retry_after("Friday, 01-Jan-99 00:00:05 GMT", at("2026-01-01T00:00:00Z"), kMax),
              seconds(0));
}

TEST(RetryAfter, IsNothingWhereTheValueIsNeither) {
    const UtcTime now = at("1994-11-06T08:49:30Z");
    const char* const kValues[] = {
        "",
        " ",
        "-1",
        "+5",
        "1.5",
        "5s",
        "1 2",
        "0x10",
        "soon",
        "Sun",
        "Sun,",
        "Sun, ",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 GMT+1",
        "Sun, 06 Nov 1994 08:49:37 PST",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nix 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994 GMT",
        "1994-11-06T08:49:37Z",
    };
    for (const char* value : kValues)
        EXPECT_EQ(parse_retry_after(value, now, kMax), std::nullopt) << value;
}

TEST(RetryAfter, OfEveryPrefixOfADateIsNothing) {
    const std::string date = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (std::size_t length = 0; length < date.size(); ++length) {
        EXPECT_EQ(parse_retry_after(date.substr(0, length), at("1994-11-06T08:49:30Z"), kMax),
                  std::nullopt)
            << length;
    }
}

}  // namespace
}  // namespace scan
