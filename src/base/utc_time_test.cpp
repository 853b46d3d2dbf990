#include "base/utc_time.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <string>

namespace scan {
namespace {

struct Reading {
    const char* text;
    const char* utc;
};

// What `text` reads as, or the error's text.
std::string read(std::string_view text) {
    const auto time = UtcTime::parse(text);
    return time ? time->to_string() : time.error();
}

TEST(UtcTime, ReadsEveryFormThatFeedsSend) {
    const Reading readings[] = {
        {"2021-05-11T21:11:34.1506147Z", "2021-05-11T21:11:34.1506147Z"},
        {"2021-05-11T21:11:34.1506147", "2021-05-11T21:11:34.1506147Z"},
        {"2021-05-11 21:11:34.1506147Z", "2021-05-11T21:11:34.1506147Z"},
        {"2021-05-11t21:11:34.1506147z", "2021-05-11T21:11:34.1506147Z"},
        {"2021-05-11T21:11:34.1506147+12:00", "2021-05-11T09:11:34.1506147Z"},
        {"2021-05-11T21:11:34.1506147 -13:00", "2021-05-12T10:11:34.1506147Z"},
        {"2021-05-11T21:11:34 Z", "2021-05-11T21:11:34.0000000Z"},
        {"2021-05-11T21:11:34+1200", "2021-05-11T09:11:34.0000000Z"},
        {"2021-05-11T21:11:34+12", "2021-05-11T09:11:34.0000000Z"},
        {"2021-05-11T21:11:34-00:30", "2021-05-11T21:41:34.0000000Z"},
        {"2021-05-11T21:11:34+23:59", "2021-05-10T21:12:34.0000000Z"},
    };
    for (const Reading& reading : readings)
        EXPECT_EQ(read(reading.text), reading.utc) << reading.text;
}

TEST(UtcTime, KeepsSevenDigitsOfTheFractionAndCutsTheRest) {
    const Reading readings[] = {
        {"2021-05-11T21:11:34Z", "2021-05-11T21:11:34.0000000Z"},
        {"2021-05-11T21:11:34.1Z", "2021-05-11T21:11:34.1000000Z"},
        {"2021-05-11T21:11:34.000001Z", "2021-05-11T21:11:34.0000010Z"},
        {"2021-05-11T21:11:34.0000001Z", "2021-05-11T21:11:34.0000001Z"},
        {"2021-05-11T21:11:34.00000019Z", "2021-05-11T21:11:34.0000001Z"},
        {"2021-05-11T21:11:34.999999999Z", "2021-05-11T21:11:34.9999999Z"},
        {"2021-05-11T21:11:34.123456789012345678901234567890Z", "2021-05-11T21:11:34.1234567Z"},
    };
    for (const Reading& reading : readings)
        EXPECT_EQ(read(reading.text), reading.utc) << reading.text;
}

TEST(UtcTime, KnowsTheCalendar) {
    const Reading readings[] = {
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000Z"},
        {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00.0000000Z"},
        {"2024-02-29T23:30:00-01:00", "2024-03-01T00:30:00.0000000Z"},
        {"2023-03-01T00:30:00+01:00", "2023-02-28T23:30:00.0000000Z"},
        {"2022-12-31T23:59:59.9999999-00:01", "2023-01-01T00:00:59.9999999Z"},
    };
    for (const Reading& reading : readings)
        EXPECT_EQ(read(reading.text), reading.utc) << reading.text;
}

// All that System.Text.Json reads as a DateTimeOffset or DateTime (a date, minutes, seconds, up to 16
// digits of them; no zone, Z, hours or hours and minutes up to 14:00) and all that Java's
// OffsetDateTime.toString writes (0, 3, 6 or 9 digits; zones up to 18:00, with seconds too).
TEST(UtcTime, ReadsTheWholeGridOfFormsThatDotNetAndJavaWrite) {
    struct Part {
        const char* text;
        std::int64_t seconds;  // since 0001-01-01, or of the day, or east of UTC
    };
    constexpr Part kDays[] = {{"0001-01-02", 86'400},         {"1900-02-28", 59'931'619'200},
                              {"2000-02-29", 63'087'379'200}, {"2017-12-25", 63'649'756'800},
                              {"2024-12-31", 63'871'200'000}, {"9999-12-30", 315'537'724'800}};
    constexpr Part kMinutes[] = {
        {"T00:00", 0}, {"T13:15", 47'700}, {"T23:59", 86'340}, {"T24:00", 86'400}};
    constexpr Part kSeconds[] = {{"", 0}, {":00", 0}, {":34", 34}, {":59", 59}};
    constexpr std::pair<const char*, std::int64_t> kFractions[] = {
        {"", 0},
        {".1", 1'000'000},
        {".000", 0},
        {".150", 1'500'000},
        {".150614", 1'506'140},
        {".1506147", 1'506'147},
        {".150614799", 1'506'147},
        {".9999999999999999", 9'999'999}};
    constexpr Part kZones[] = {{"", 0},
                               {"Z", 0},
                               {"+00:00", 0},
                               {"-00:00", 0},
                               {"+05", 18'000},
                               {"-05:00", -18'000},
                               {"+14:00", 50'400},
                               {"-14:00", -50'400},
                               {"+05:45", 20'700},
                               {"-18:00", -64'800},
                               {"+18:00", 64'800},
                               {"+01:02:03", 3'723},
                               {"-17:59:59", -64'799}};
    for (const Part& day : kDays) {
        EXPECT_EQ(read(day.text), std::string(day.text) + "T00:00:00.0000000Z");
        EXPECT_EQ(UtcTime::parse(day.text)->ticks(), day.seconds * UtcTime::kTicksPerSecond);
        for (const Part& minutes : kMinutes) {
            for (const Part& seconds : kSeconds) {
                for (const auto& [fraction, ticks] : kFractions) {
                    if (*seconds.text == '\0' && *fraction != '\0') continue;
                    if (minutes.seconds == 86'400 && seconds.seconds + ticks > 0) continue;
                    for (const Part& zone : kZones) {
                        const std::string text = std::string(day.text) + minutes.text +
                                                 seconds.text + fraction + zone.text;
                        const auto time = UtcTime::parse(text);
                        ASSERT_TRUE(time) << text << ": " << time.error();
                        EXPECT_EQ(time->ticks(),
                                  (day.seconds + minutes.seconds + seconds.seconds - zone.seconds) *
                                          UtcTime::kTicksPerSecond +
                                      ticks)
                            << text;
                    }
                }
            }
        }
    }
}

TEST(UtcTime, TakesTheEndOfADayForTheNextDaysMidnight) {
    EXPECT_EQ(read("2023-12-31T24:00:00Z"), "2024-01-01T00:00:00.0000000Z");
    EXPECT_EQ(read("2023-12-31 24:00"), "2024-01-01T00:00:00.0000000Z");
    EXPECT_EQ(read("2023-12-31T24:00:00.000+02:00"), "2023-12-31T22:00:00.0000000Z");
    EXPECT_EQ(read("9999-12-31T24:00:00Z"), "in UTC outside the years 0001 to 9999");
}

TEST(UtcTime, RefusesDaysThatDoNotExist) {
    for (const char* text : {"2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2023-04-31T00:00:00Z",
                             "2023-00-10T00:00:00Z", "2023-13-10T00:00:00Z", "2023-01-00T00:00:00Z",
                             "2023-01-32T00:00:00Z", "0000-01-01T00:00:00Z"}) {
        EXPECT_EQ(read(text), "no date YYYY-MM-DD between the years 0001 and 9999") << text;
    }
}

TEST(UtcTime, RefusesTimesOfDayThatDoNotExist) {
    for (const char* text :
         {"2023-01-01T25:00:00Z", "2023-01-01T24:00:00.0000001Z", "2023-01-01T24:00:01Z",
          "2023-01-01T24:01Z", "2023-01-01T23:60:00Z", "2016-12-31T23:59:60Z",
          "2023-01-01T23:59:60Z", "2023-01-01T23:59:59.Z", "2023-01-01T23:59:59.", "2023-01-01T23",
          "2023-01-01T23:5", "2023-01-01T23:59:", "2023-01-01T2:59:59Z", "2023-01-01T-1:59:59Z",
          "2023-01-01T"}) {
        EXPECT_EQ(read(text), "no time hh:mm[:ss]") << text;
    }
}

TEST(UtcTime, RefusesWhatIsNoZone) {
    for (const char* text :
         {"2023-01-01T00:00:00X", "2023-01-01T00:00:00+", "2023-01-01T00:00:00+1",
          "2023-01-01T00:00:00+24:00", "2023-01-01T00:00:00+12:60",
          "2023-01-01T00:00:00+12:", "2023-01-01T00:00:00+12:0", "2023-01-01T00:00:00+12:000",
          "2023-01-01T00:00:00Z ", "2023-01-01T00:00:00ZZ", "2023-01-01T00:00:00  Z",
          "2023-01-01T00:00:00 ", "2023-01-01T00:00:00,5Z", "2023-01-01T00:00X",
          "2023-01-01T00:00+", "2023-01-01T00:00:00+12:00:", "2023-01-01T00:00:00+12:00:60",
          "2023-01-01T00:00:00+12:00:000"}) {
        EXPECT_EQ(read(text), "what follows the time is no zone") << text;
    }
}

TEST(UtcTime, RefusesRubbish) {
    EXPECT_EQ(read("2023-01-01 "), "no time hh:mm[:ss]");
    EXPECT_EQ(read("2023-01-01Z"), "no T between date and time");
    EXPECT_EQ(read("2023-01-01_00:00:00Z"), "no T between date and time");
    for (const std::string_view text :
         {std::string_view(""), std::string_view(" "), std::string_view("now"),
          std::string_view("11/05/2021 21:11:34"), std::string_view("20210511T211134Z"),
          std::string_view("+2021-05-11T21:11:34Z"), std::string_view("12021-05-11T21:11:34Z"),
          std::string_view(" 2021-05-11T21:11:34Z"),
          std::string_view("\0\0\0\0-05-11T21:11:34Z", 20),
          std::string_view("/Date(1620767494150)/")}) {
        EXPECT_EQ(read(text), "no date YYYY-MM-DD between the years 0001 and 9999") << text;
    }
}

TEST(UtcTime, ReachesFromYear1ToYear9999) {
    EXPECT_EQ(read("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00.0000000Z");
    EXPECT_EQ(read("0001-01-01T01:00:00+01:00"), "0001-01-01T00:00:00.0000000Z");
    EXPECT_EQ(read("9999-12-31T23:59:59.9999999Z"), "9999-12-31T23:59:59.9999999Z");
    EXPECT_EQ(read("9999-12-31T22:59:59.9999999-01:00"), "9999-12-31T23:59:59.9999999Z");
}

TEST(UtcTime, RefusesATimeThatItsZoneMovesOutOfTheYears) {
    for (const char* text : {"0001-01-01T00:59:59.9999999+01:00", "0001-01-01T00:00:00+00:01",
                             "9999-12-31T23:00:00-01:00", "9999-12-31T23:59:59-00:01"}) {
        EXPECT_EQ(read(text), "in UTC outside the years 0001 to 9999") << text;
    }
}

TEST(UtcTime, CountsTicksFromYear1) {
    EXPECT_EQ(UtcTime(), *UtcTime::parse("0001-01-01T00:00:00Z"));
    // .NET: new DateTime(2021, 5, 11, 21, 11, 34, DateTimeKind.Utc).AddTicks(1506147).Ticks
    EXPECT_EQ(UtcTime::parse("2021-05-11T21:11:34.1506147Z")->ticks(), 637563642941506147);
    // DateTime.MaxValue.Ticks
    constexpr std::int64_t kLast = 3155378975999999999;
    EXPECT_EQ(UtcTime::from_ticks(kLast)->to_string(), "9999-12-31T23:59:59.9999999Z");
    EXPECT_EQ(UtcTime::from_ticks(kLast + 1), std::nullopt);
    EXPECT_EQ(UtcTime::from_ticks(-1), std::nullopt);
    EXPECT_EQ(UtcTime::from_ticks(std::numeric_limits<std::int64_t>::min()), std::nullopt);
}

TEST(UtcTime, ConvertsFromAndToUnixTime) {
    const UtcTime epoch = UtcTime::from_unix(std::chrono::nanoseconds(0));
    EXPECT_EQ(epoch.to_string(), "1970-01-01T00:00:00.0000000Z");
    EXPECT_EQ(epoch.unix_ms(), 0);
    const UtcTime later = UtcTime::from_unix(std::chrono::nanoseconds(1'620'767'494'150'614'799));
    EXPECT_EQ(later.to_string(), "2021-05-11T21:11:34.1506147Z");
    EXPECT_EQ(later.unix_ms(), 1'620'767'494'150);
}

RC_GTEST_PROP(UtcTime, ReadsItsOwnText, ()) {
    const auto time = *UtcTime::from_ticks(*rc::gen::inRange<std::int64_t>(0, 3155378976000000000));
    RC_ASSERT(UtcTime::parse(time.to_string()).value() == time);
}

RC_GTEST_PROP(UtcTime, TextOrderIsTimeOrder, ()) {
    const auto ticks = rc::gen::inRange<std::int64_t>(0, 3155378976000000000);
    const UtcTime a = *UtcTime::from_ticks(*ticks);
    const UtcTime b = *UtcTime::from_ticks(*ticks);
    RC_ASSERT((a <=> b) == (a.to_string() <=> b.to_string()));
}

RC_GTEST_PROP(UtcTime, ReadsAnyTextWithoutHarm, (const std::string& text)) {
    const auto time = UtcTime::parse(text);
    RC_ASSERT(time.has_value() || !time.error().empty());
}

RC_GTEST_PROP(UtcTime, ReadsACutTextWithoutHarm, ()) {
    const std::string_view text = "2021-05-11T21:11:34.1506147 -13:00";
    const auto cut = text.substr(0, *rc::gen::inRange<std::size_t>(0, text.size()));
    // Only a whole date, or a time with its minutes or seconds, is one; later cuts end in a shorter
    // form or in a broken zone.
    const auto time = UtcTime::parse(cut);
    if (cut.size() < 19) RC_ASSERT(time.has_value() == (cut.size() == 10 || cut.size() == 16));
    if (time) RC_ASSERT(time->to_string().starts_with("2021-05-1"));
}

}  // namespace
}  // namespace scan
