#include "adapters/http_feed/rate_limit.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace scan {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant kStart{std::chrono::hours(1)};

// How many tokens of a row may be used at `now`, without waiting.
int free_at(RateLimit& limit, Instant now) {
    int count = 0;
    while (count < 1000 && limit.reserve(now) <= now) ++count;
    return count;
}

TEST(RateLimit, LetsABurstOfOneSecondsWorthPassThenOneAtATime) {
    RateLimit limit(4);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(limit.reserve(kStart), kStart);
    EXPECT_EQ(limit.reserve(kStart), kStart + milliseconds(250));
    EXPECT_EQ(limit.reserve(kStart), kStart + milliseconds(500));
}

TEST(RateLimit, FillsAgainButNotBeyondOneSecondsWorth) {
    RateLimit limit(4);
    EXPECT_EQ(free_at(limit, kStart), 4);
    EXPECT_EQ(free_at(limit, kStart + seconds(100)), 4);
}

TEST(RateLimit, SpacesASlowRate) {
    RateLimit limit(0.5);
    EXPECT_EQ(limit.reserve(kStart), kStart);
    EXPECT_EQ(limit.reserve(kStart), kStart + seconds(2));
    EXPECT_EQ(limit.reserve(kStart + seconds(4)), kStart + seconds(4));
}

TEST(RateLimit, ZeroOrLessIsNoLimit) {
    for (const double rate : {0.0, -1.0}) {
        RateLimit limit(rate);
        EXPECT_EQ(free_at(limit, kStart), 1000);
    }
}

RC_GTEST_PROP(RateLimit, NeverGivesOutMoreThanFlowedIn, ()) {
    const int rate = *rc::gen::inRange(1, 200);
    RateLimit limit(rate);
    Instant now = kStart;
    std::vector<Instant> used;
    for (int i = 0; i < 300; ++i) {
        now += milliseconds(*rc::gen::inRange(0, 20));
        const Instant when = limit.reserve(now);
        RC_ASSERT(when >= now);
        used.push_back(when);
        // The caller waits, as every caller must.
        now = when;
    }
    // In no second more than the second's worth plus the burst.
    for (std::size_t i = 0; i < used.size(); ++i) {
        const auto end = std::ranges::lower_bound(used, used[i] + seconds(1));
        RC_ASSERT(end - (used.begin() + static_cast<std::ptrdiff_t>(i)) <= 2 * rate + 1);
    }
}

}  // namespace
}  // namespace scan
