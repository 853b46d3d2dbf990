#include "base/wait_after_error.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr WaitAfterErrorLimits kLimits{.first = 100ms, .max = 5s, .asked_max = 30s};

Error error(ErrorCode code, std::optional<Duration> retry_after = std::nullopt) {
    return {code, "down", retry_after};
}

TEST(WaitAfterError, GrowsUpToItsMaximumWhileTheCallFails) {
    WaitAfterError wait(kLimits, Random(1));
    EXPECT_LE(wait.after(error(ErrorCode::transient)), 100ms);
    Duration longest{};
    for (int i = 0; i < 50; ++i)
        longest = std::max(longest, wait.after(error(ErrorCode::transient)));
    EXPECT_GT(longest, 2s);
    EXPECT_LE(longest, 5s);
}

TEST(WaitAfterError, BeginsAnewAfterTheFirstSuccessWhichEndsTheOutageOnce) {
    WaitAfterError wait(kLimits, Random(1));
    EXPECT_FALSE(wait.is_on());
    EXPECT_FALSE(wait.end());
    for (int i = 0; i < 50; ++i) wait.after(error(ErrorCode::transient));
    EXPECT_TRUE(wait.is_on());
    EXPECT_TRUE(wait.end());
    EXPECT_FALSE(wait.is_on());
    EXPECT_FALSE(wait.end());
    EXPECT_LE(wait.after(error(ErrorCode::transient)), 100ms);
}

TEST(WaitAfterError, TriesOnlyNowAndThenWhatAPersonMustMend) {
    WaitAfterError wait(kLimits, Random(1));
    EXPECT_EQ(wait.after(error(ErrorCode::denied)), 30s);
    EXPECT_TRUE(wait.is_on());
    // It is no attempt that lengthens the waits for a dependency that is merely down.
    EXPECT_LE(wait.after(error(ErrorCode::transient)), 100ms);
}

TEST(WaitAfterError, IsNeverShorterThanTheOtherSideAsksForUpToALimit) {
    WaitAfterError wait(kLimits, Random(1));
    EXPECT_EQ(wait.after(error(ErrorCode::throttled, 7s)), 7s);
    EXPECT_EQ(wait.after(error(ErrorCode::throttled, 24h)), 30s);
    EXPECT_GE(wait.after(error(ErrorCode::throttled, 0s)), 50ms);
}

}  // namespace
}  // namespace scan
