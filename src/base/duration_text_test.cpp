#include "base/duration_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(DurationText, ReadsAWholeNumberWithAUnit) {
    EXPECT_EQ(parse_duration("200ms"), 200ms);
    EXPECT_EQ(parse_duration("5s"), 5s);
    EXPECT_EQ(parse_duration("2m"), 2min);
    EXPECT_EQ(parse_duration("12h"), 12h);
    EXPECT_EQ(parse_duration("30d"), 720h);
    EXPECT_EQ(parse_duration("106751d"), 106'751 * 24h);
    EXPECT_EQ(parse_duration("0s"), 0s);
}

TEST(DurationText, RefusesEverythingElse) {
    for (const char* text : {"",
                             "5",
                             "s",
                             "5 s",
                             " 5s",
                             "5s ",
                             "1.5s",
                             "-5s",
                             "+5s",
                             "5S",
                             "5sec",
                             "1m30s",
                             "5D",
                             "5w",
                             "5us",
                             "106752d",
                             "0x5s",
                             "99999999999999999999s",
                             "9223372036855s",
                             "2562048h"}) {
        EXPECT_EQ(parse_duration(text), std::nullopt) << text;
    }
}

TEST(DurationText, WritesTheLargestUnitThatNeedsNoFraction) {
    EXPECT_EQ(duration_text(0s), "0s");
    EXPECT_EQ(duration_text(1500ms), "1500ms");
    EXPECT_EQ(duration_text(2000ms), "2s");
    EXPECT_EQ(duration_text(90s), "90s");
    EXPECT_EQ(duration_text(120s), "2m");
    EXPECT_EQ(duration_text(23h), "23h");
    EXPECT_EQ(duration_text(48h), "2d");
    EXPECT_EQ(duration_text(999us), "0s");
}

TEST(DurationText, ReadsWhatItWrites) {
    EXPECT_TRUE(rc::check([] {
        const Duration duration =
            std::chrono::milliseconds(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000));
        RC_ASSERT(parse_duration(duration_text(duration)) == duration);
    }));
}

}  // namespace
}  // namespace scan
