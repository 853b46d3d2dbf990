#include "base/random.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace scan {
namespace {

TEST(Random, IsSplitMix64) {
    Random random(1234567);
    EXPECT_EQ(random.next(), 6457827717110365317u);
    EXPECT_EQ(random.next(), 3203168211198807973u);
    EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(Random, DrawsEveryNumberBelowTheBoundAboutEquallyOften) {
    Random random(1);
    std::array<int, 10> counts{};
    for (int i = 0; i < 10'000; ++i) ++counts.at(random.below(counts.size()));
    for (const int count : counts) {
        EXPECT_GT(count, 850);
        EXPECT_LT(count, 1150);
    }
}

TEST(Random, TakesChancesAsOftenAsAsked) {
    Random random(2);
    int hits = 0;
    for (int i = 0; i < 10'000; ++i) {
        if (random.chance(0.25)) ++hits;
        EXPECT_FALSE(random.chance(0));
        EXPECT_TRUE(random.chance(1));
    }
    EXPECT_GT(hits, 2300);
    EXPECT_LT(hits, 2700);
}

RC_GTEST_PROP(Random, StaysBelowTheBound, (std::uint64_t seed, std::uint64_t bound)) {
    Random random(seed);
    for (int i = 0; i < 20; ++i) {
        const std::uint64_t number = random.below(bound);
        RC_ASSERT((bound == 0 ? number == 0 : number < bound));
        const double unit = random.unit();
        RC_ASSERT(unit >= 0);
        RC_ASSERT(unit < 1);
    }
}

}  // namespace
}  // namespace scan
