#include "pipeline/late_window.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{};

TEST(LateWindow, IsWholeWhereTheCursorStandsAtItsLowerEnd) {
    LateWindow window;
    window.restart(EventId{5}, EventId{5}, kStart);
    EXPECT_TRUE(window.is_whole());
    EXPECT_EQ(window.low(), EventId{5});
}

TEST(LateWindow, KnowsNothingButTheCursorOfARangeThatItTookOver) {
    LateWindow window;
    window.restart(EventId{5}, EventId{9}, kStart);
    EXPECT_FALSE(window.is_whole());
    EXPECT_TRUE(window.is_forwarded(EventId{9}));
    EXPECT_FALSE(window.is_forwarded(EventId{8}));
}

TEST(LateWindow, LetsGoOfWhatWasPassedBeforeTheHorizon) {
    LateWindow window;
    window.pass(EventId{1}, kStart);
    window.pass(EventId{4}, kStart + 1s);
    window.pass(EventId{6}, kStart + 2s);
    window.expire(kStart + 2s);
    EXPECT_EQ(window.low(), EventId{4});
    EXPECT_TRUE(window.is_forwarded(EventId{6}));
    window.pass(EventId{7}, kStart + 2s);
    window.expire(kStart + 3s);
    EXPECT_EQ(window.low(), EventId{7});
    EXPECT_TRUE(window.is_whole());
}

TEST(LateWindow, StaysOpenBelowTheCursorsIdWhereIdsAreMissingThere) {
    LateWindow window;
    window.pass(EventId{1}, kStart);
    window.pass(EventId{1'000}, kStart + 1s);
    window.expire(kStart + 24h);
    EXPECT_EQ(window.low(), EventId{1});
    EXPECT_FALSE(window.is_whole());
    EXPECT_EQ(window.add_late(EventId{2}, kStart + 25h), 25h - 1s);
    window.expire(kStart + 26h);
    EXPECT_EQ(window.low(), EventId{2});
    window.pass(EventId{1'001}, kStart + 27h);
    window.expire(kStart + 28h);
    EXPECT_EQ(window.low(), EventId{1'001});
}

TEST(LateWindow, IsWholeOnceTheMissingIdsHaveCome) {
    LateWindow window;
    window.restart(EventId{5}, EventId{8}, kStart);
    window.add_late(EventId{6}, kStart);
    EXPECT_FALSE(window.is_whole());
    window.add_late(EventId{7}, kStart);
    EXPECT_TRUE(window.is_whole());
}

TEST(LateWindow, ALateIdStaysAsLongAfterItCameAsAnyOther) {
    LateWindow window;
    window.pass(EventId{1}, kStart);
    window.pass(EventId{5}, kStart + 10s);
    EXPECT_EQ(window.add_late(EventId{3}, kStart + 25s), 15s);
    EXPECT_TRUE(window.is_forwarded(EventId{3}));
    window.expire(kStart + 11s);
    EXPECT_EQ(window.low(), EventId{1});
    EXPECT_EQ(window.add_late(EventId{2}, kStart + 30s), 20s);
    window.expire(kStart + 26s);
    EXPECT_EQ(window.low(), EventId{1});
    window.expire(kStart + 31s);
    EXPECT_EQ(window.low(), EventId{3});
}

TEST(LateWindow, HoldsAtMostTheNewest100000Ids) {
    LateWindow window;
    for (std::int64_t id = 1; id <= 100'005; ++id) window.pass(EventId{2 * id}, kStart);
    EXPECT_EQ(window.low(), EventId{10});
    EXPECT_FALSE(window.is_forwarded(EventId{10}));
    EXPECT_TRUE(window.is_forwarded(EventId{12}));
    window.add_late(EventId{13}, kStart);
    EXPECT_EQ(window.low(), EventId{12});
}

}  // namespace
}  // namespace scan
