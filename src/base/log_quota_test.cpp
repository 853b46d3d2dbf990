#include "base/log_quota.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(LogQuota, AdmitsTwentyOfAnEventAMinuteAndCountsTheRest) {
    LogQuota quota;
    const Instant began(1h);
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(quota.admits("feed_gap", LogLevel::warn, began + i * 1s), i < 20) << i;
        EXPECT_TRUE(quota.take_over(began + i * 1s).empty());
    }
    EXPECT_TRUE(quota.admits("feed_gap", LogLevel::error, began)) << "another level";
    EXPECT_TRUE(quota.admits("feed_reset", LogLevel::warn, began)) << "another event";
    const auto over = quota.take_over(began + 60s);
    ASSERT_EQ(over.size(), 1u);
    EXPECT_EQ(over[0].event, "feed_gap");
    EXPECT_EQ(over[0].level, LogLevel::warn);
    EXPECT_EQ(over[0].lines, 30u);
    EXPECT_TRUE(quota.take_over(began + 60s).empty()) << "told once";
    EXPECT_TRUE(quota.admits("feed_gap", LogLevel::warn, began + 60s)) << "a new minute";
}

TEST(LogQuota, TellsAtTheEndWhatItStillOwes) {
    LogQuota quota;
    const Instant now(1h);
    for (int i = 0; i < 21; ++i) quota.admits("feed_gap", LogLevel::warn, now);
    quota.admits("feed_reset", LogLevel::warn, now);
    const auto owed = quota.take_all();
    ASSERT_EQ(owed.size(), 1u);
    EXPECT_EQ(owed[0].lines, 1u);
}

}  // namespace
}  // namespace scan
