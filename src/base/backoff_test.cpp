#include "base/backoff.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace scan {
namespace {

using std::chrono::milliseconds;

TEST(Backoff, DrawsBelowACeilingThatDoublesUpToTheMaximum) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Backoff backoff(milliseconds(100), milliseconds(1000), Random(seed));
        for (const int ceiling : {100, 200, 400, 800, 1000, 1000, 1000}) {
            const Duration delay = backoff.next();
            EXPECT_GE(delay, milliseconds(50));
            EXPECT_LE(delay, milliseconds(ceiling));
        }
    }
}

TEST(Backoff, UsesTheWholeSpanBelowTheCeiling) {
    Duration least = milliseconds(1000);
    Duration greatest{0};
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Backoff backoff(milliseconds(100), milliseconds(1000), Random(seed));
        for (int i = 0; i < 4; ++i) backoff.next();
        const Duration fifth = backoff.next();
        least = std::min(least, fifth);
        greatest = std::max(greatest, fifth);
    }
    EXPECT_LT(least, milliseconds(150));
    EXPECT_GT(greatest, milliseconds(900));
}

TEST(Backoff, BeginsAgainAtTheFirstDelayAfterASuccess) {
    Backoff backoff(milliseconds(100), milliseconds(100'000), Random(7));
    for (int i = 0; i < 20; ++i) backoff.next();
    backoff.reset();
    EXPECT_LE(backoff.next(), milliseconds(100));
}

TEST(Backoff, DrawsTheSameDelaysFromTheSameSeed) {
    Backoff one(milliseconds(100), milliseconds(9000), Random(42));
    Backoff two(milliseconds(100), milliseconds(9000), Random(42));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(one.next(), two.next());
}

TEST(Backoff, SpreadsWorkersThatFailTogether) {
    std::set<Duration> delays;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        delays.insert(Backoff(milliseconds(100), milliseconds(1000), Random(seed)).next());
    }
    EXPECT_EQ(delays.size(), 100u);
}

TEST(Backoff, NeverPassesAMaximumBelowItsFirstDelay) {
    Backoff backoff(milliseconds(500), milliseconds(100), Random(1));
    for (int i = 0; i < 50; ++i) {
        const Duration delay = backoff.next();
        EXPECT_GT(delay, Duration(0));
        EXPECT_LE(delay, milliseconds(100));
    }
}

RC_GTEST_PROP(Backoff, StaysWithinItsBoundsForEver, ()) {
    const Duration first(*rc::gen::inRange<std::int64_t>(2, 1'000'000'000'000));
    const Duration max(*rc::gen::inRange<std::int64_t>(2, 1'000'000'000'000'000));
    Backoff backoff(first, max, Random(*rc::gen::arbitrary<std::uint64_t>()));
    for (int i = 0; i < 100; ++i) {
        const Duration delay = backoff.next();
        RC_ASSERT(delay >= std::min(first / 2, max));
        RC_ASSERT(delay <= max);
    }
}

TEST(BackoffDeathTest, HasNoNegativeDelay) {
    EXPECT_DEATH(Backoff(milliseconds(100), milliseconds(-1), Random(1)), "no delay is negative");
}

}  // namespace
}  // namespace scan
