#include "pipeline/processing/bisection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/random.h"

namespace scan {
namespace {

TEST(Bisection, HasNothingToTryWithoutItems) {
    EXPECT_FALSE(Bisection().next());
}

TEST(Bisection, TriesEverythingAtOnceFirst) {
    const Bisection bisection(9);
    ASSERT_TRUE(bisection.next());
    EXPECT_EQ(bisection.next()->begin, 0u);
    EXPECT_EQ(bisection.next()->end, 9u);
}

TEST(Bisection, HalvesWhatIsNextDownToALeastSizeAndLosesNothing) {
    Bisection bisection(1000);
    while (bisection.halve(50)) {
    }
    std::size_t next = 0;
    std::size_t smallest = 1000;
    while (const auto range = bisection.next()) {
        EXPECT_EQ(range->begin, next);
        next = range->end;
        smallest = std::min(smallest, range->size());
        bisection.accepted();
    }
    EXPECT_EQ(next, 1000u);
    EXPECT_GE(smallest, 50u);
    EXPECT_LT(smallest, 100u);
}

TEST(Bisection, FindsExactlyTheCulpritsAndAcceptsEveryOtherItemOnce) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        const std::size_t items = 1 + random.below(200);
        std::set<std::size_t> bad;
        for (auto n = random.below(6); n > 0; --n) bad.insert(random.below(items));
        Bisection bisection(items);
        std::vector<int> accepted(items);
        std::set<std::size_t> culprits;
        std::size_t tries = 0;
        while (const auto range = bisection.next()) {
            ++tries;
            const auto first = bad.lower_bound(range->begin);
            if (first != bad.end() && *first < range->end) {
                if (const auto culprit = bisection.rejected()) culprits.insert(*culprit);
                continue;
            }
            for (std::size_t i = range->begin; i < range->end; ++i) ++accepted[i];
            bisection.accepted();
        }
        EXPECT_EQ(culprits, bad) << "seed " << seed;
        for (std::size_t i = 0; i < items; ++i)
            EXPECT_EQ(accepted[i], bad.contains(i) ? 0 : 1) << "seed " << seed;
        EXPECT_LE(tries, 1 + bad.size() * 2 * 8) << "seed " << seed;
    }
}

}  // namespace
}  // namespace scan
