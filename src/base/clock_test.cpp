#include "base/clock.h"

#include <gtest/gtest.h>

#include <thread>

namespace scan {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(SystemClock, NeverRunsBackwards) {
    SystemClock clock;
    Instant last = clock.now();
    for (int i = 0; i < 1000; ++i) {
        const Instant now = clock.now();
        ASSERT_GE(now, last);
        last = now;
    }
}

TEST(SystemClock, WakesNotBeforeTheWakeTime) {
    SystemClock clock;
    const Instant wake = clock.now() + milliseconds(5);
    EXPECT_TRUE(clock.sleep_until(wake, {}));
    EXPECT_GE(clock.now(), wake);
}

TEST(SystemClock, DoesNotWaitForATimeThatHasPassed) {
    SystemClock clock;
    EXPECT_TRUE(clock.sleep_until(clock.now() - hours(1), {}));
    EXPECT_TRUE(clock.sleep_until(Instant{}, {}));
}

TEST(SystemClock, WakesAtOnceWhenStopIsRequested) {
    SystemClock clock;
    std::stop_source stop;
    std::jthread sleeper(
        [&] { EXPECT_FALSE(clock.sleep_until(clock.now() + hours(24), stop.get_token())); });
    stop.request_stop();
    // The test's own time limit is the check: a sleeper that does not wake never joins.
}

TEST(SystemClock, CanSleepForEver) {
    SystemClock clock;
    std::stop_source stop;
    std::jthread sleeper(
        [&] { EXPECT_FALSE(clock.sleep_until(Instant::max(), stop.get_token())); });
    stop.request_stop();
}

TEST(SystemClock, DoesNotSleepOnceStopWasRequested) {
    SystemClock clock;
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(clock.sleep_until(clock.now() + hours(24), stop.get_token()));
}

TEST(SystemClock, TellsTheWallTimeOfThisCentury) {
    SystemClock clock;
    const UtcTime now = clock.utc_now();
    EXPECT_GT(now, *UtcTime::parse("2024-01-01T00:00:00Z"));
    EXPECT_LT(now, *UtcTime::parse("2200-01-01T00:00:00Z"));
}

TEST(ManualClock, StandsStillUntilItIsMoved) {
    ManualClock clock;
    const Instant start = clock.now();
    EXPECT_EQ(clock.now(), start);
    clock.advance(seconds(3));
    EXPECT_EQ(clock.now(), start + seconds(3));
}

TEST(ManualClock, MovesToTheWakeTimeAtOnce) {
    ManualClock clock;
    const Instant start = clock.now();
    EXPECT_TRUE(clock.sleep_until(start + hours(5), {}));
    EXPECT_EQ(clock.now(), start + hours(5));
    EXPECT_TRUE(clock.sleep_until(start, {}));
    EXPECT_EQ(clock.now(), start + hours(5));
}

TEST(ManualClock, DoesNotMoveOnceStopWasRequested) {
    ManualClock clock;
    const Instant start = clock.now();
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(clock.sleep_until(start + hours(5), stop.get_token()));
    EXPECT_EQ(clock.now(), start);
}

TEST(ManualClock, JumpsTheWallClockAlone) {
    ManualClock clock;
    const Instant start = clock.now();
    EXPECT_EQ(clock.utc_now().to_string(), "2026-01-01T01:00:00.0000000Z");
    clock.jump_utc(-hours(2));
    EXPECT_EQ(clock.utc_now().to_string(), "2025-12-31T23:00:00.0000000Z");
    EXPECT_EQ(clock.now(), start);
    clock.advance(seconds(1));
    EXPECT_EQ(clock.utc_now().to_string(), "2025-12-31T23:00:01.0000000Z");
}

}  // namespace
}  // namespace scan
