#include "operations/telling/recent_maximum.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Duration kDay = 24h;

Moment at(Duration since) {
    return {.instant = Instant(1000 * kDay) + since, .utc = {}};
}

std::optional<Duration> latest(const RecentMaximum& memory, Duration now) {
    const auto late = memory.latest(at(now).instant);
    return late ? std::optional(late->lateness) : std::nullopt;
}

TEST(RecentMaximum, ForgetsTheLatestAfterThirtyDaysAndTellsTheLatestOfTheRest) {
    RecentMaximum memory;
    EXPECT_EQ(latest(memory, 0s), std::nullopt);
    memory.came({.lateness = 50s, .at = at(0s)});
    memory.came({.lateness = 40s, .at = at(10 * kDay)});
    memory.came({.lateness = 30s, .at = at(20 * kDay)});
    EXPECT_EQ(latest(memory, 20 * kDay), 50s);
    EXPECT_EQ(latest(memory, 30 * kDay), 50s);
    EXPECT_EQ(latest(memory, 30 * kDay + 1s), 40s);
    EXPECT_EQ(latest(memory, 41 * kDay), 30s);
    EXPECT_EQ(latest(memory, 51 * kDay), std::nullopt);
}

TEST(RecentMaximum, ALaterEventTakesThePlaceOfAllThatWereLessLate) {
    RecentMaximum memory;
    memory.came({.lateness = 30s, .at = at(0s)});
    memory.came({.lateness = 40s, .at = at(2 * kDay)});
    memory.came({.lateness = 40s, .at = at(3 * kDay)});
    EXPECT_EQ(memory.size(), 1u);
    EXPECT_EQ(latest(memory, 33 * kDay), 40s);
}

TEST(RecentMaximum, IsToldOfWhatOthersKnewOutOfItsOrder) {
    RecentMaximum memory;
    memory.came({.lateness = 30s, .at = at(20 * kDay)});
    for (int i = 0; i < 3; ++i) memory.came({.lateness = 50s, .at = at(10 * kDay)});
    memory.came({.lateness = 20s, .at = at(5 * kDay)});
    EXPECT_EQ(memory.size(), 2u);
    EXPECT_EQ(latest(memory, 20 * kDay), 50s);
    EXPECT_EQ(latest(memory, 45 * kDay), 30s);
}

TEST(RecentMaximum, StaysSmallHoweverManyComeEachALittleLessLate) {
    RecentMaximum memory;
    constexpr int kMinutes = 40 * 24 * 60;
    for (int minute = 0; minute < kMinutes; ++minute)
        memory.came({.lateness = 100h - minute * 1ms, .at = at(minute * 1min)});
    EXPECT_LE(memory.size(), 30u * 24u + 2u);
}

}  // namespace
}  // namespace scan
