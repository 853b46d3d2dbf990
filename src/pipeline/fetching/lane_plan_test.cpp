#include "pipeline/fetching/lane_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "base/random.h"

namespace scan {
namespace {

constexpr std::int64_t kIdMax = std::numeric_limits<std::int64_t>::max();

std::int64_t begin_of(const std::optional<LanePlan::Range>& range) {
    return range ? range->ids.after.value : -1;
}

TEST(LanePlan, TheFirstGuessIsTriedAlone) {
    LanePlan plan(EventId{1'000}, 100, 10);
    const auto first = plan.take();
    ASSERT_EQ(begin_of(first), 2'000) << "the reader reads up to there itself";
    EXPECT_EQ(first->ids.last, EventId{3'000});
    EXPECT_FALSE(plan.take());
    EXPECT_TRUE(plan.is_done());
    plan.read(*first, EventId{2'100}, true);
    EXPECT_TRUE(plan.was_right());
    EXPECT_EQ(begin_of(plan.take()), 2'100) << "the lowest first";
    EXPECT_EQ(begin_of(plan.take()), 3'000);
    EXPECT_EQ(begin_of(plan.take()), 4'000);
}

TEST(LanePlan, NothingAboveTheFeedsEndIsAskedFor) {
    LanePlan plan(EventId{1'000}, 100, 10);
    plan.read(*plan.take(), EventId{2'100}, true);
    const auto low = plan.take();
    const auto high = plan.take();
    plan.saw_nothing_above(high->ids.after);
    plan.read(*low, EventId{2'150}, false);
    EXPECT_FALSE(plan.take()) << "a page that is not full is the end";
    EXPECT_TRUE(plan.is_done());
}

TEST(LanePlan, WhatAPageShowedBeyondItsRangeIsAskedForNoMore) {
    LanePlan plan(EventId{1'000}, 100, 10);
    plan.read(*plan.take(), EventId{2'100}, true);
    const auto low = plan.take();
    const auto high = plan.take();
    plan.give_back(*high);
    plan.read(*low, EventId{1'000'000}, true);
    EXPECT_EQ(begin_of(plan.take()), 1'000'000);
}

TEST(LanePlan, WhatTheReaderHasPassedIsAskedForNoMore) {
    LanePlan plan(EventId{1'000}, 100, 10);
    plan.read(*plan.take(), EventId{2'100}, true);
    plan.reader_is_at(EventId{2'500});
    EXPECT_EQ(begin_of(plan.take()), 2'500);
    plan.reader_is_at(EventId{9'000});
    EXPECT_EQ(begin_of(plan.take()), 9'000);
}

TEST(LanePlan, TheReaderTakesTheRangeThatBeginsWhereItIs) {
    LanePlan plan(EventId{1'000}, 100, 10);
    plan.read(*plan.take(), EventId{2'100}, true);
    EXPECT_FALSE(plan.take_at(EventId{2'000}));
    EXPECT_EQ(begin_of(plan.take_at(EventId{2'100})), 2'100);
    EXPECT_EQ(begin_of(plan.take()), 3'000) << "nobody else takes it";
}

TEST(LanePlan, ARangeThatIsLongerThanItsGuessIsCutInTwo) {
    LanePlan plan(EventId{1'000}, 1'000, 4);
    auto range = plan.take();
    ASSERT_EQ(range->ids, (IdRange{EventId{5'000}, EventId{9'000}}));
    for (int page = 0; page < 4; ++page) {
        plan.read(*range, EventId{range->ids.after.value + 10}, true);
        range = plan.take();
    }
    EXPECT_EQ(range->ids, (IdRange{EventId{5'040}, EventId{7'020}}));
    EXPECT_EQ(plan.take()->ids, (IdRange{EventId{7'020}, EventId{9'000}}));
}

TEST(LanePlan, TheGreatestIdEndsIt) {
    LanePlan plan(EventId{kIdMax - 50}, 100, 10);
    EXPECT_FALSE(plan.take());
    LanePlan other(EventId{kIdMax - 1'500}, 100, 10);
    EXPECT_EQ(other.take()->ids.last, EventId{kIdMax});
    EXPECT_FALSE(other.take());
}

// Whatever ids there are, everything above the first range is shown, up to the end, by lanes whose
// answers come in any order; and few pages are read in vain.
TEST(LanePlan, ReadsAllOfAFeedAndLittleTwice) {
    constexpr std::size_t kPage = 20;
    std::size_t asked = 0;
    std::size_t needed = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        std::set<std::int64_t> ids;
        std::int64_t id = 1;
        for (int i = 0; i < 3'000; ++i)
            ids.insert(id += 1 + static_cast<std::int64_t>(random.below(
                                     random.chance(0.001) ? 1'000'000 : 1 + seed % 9)));
        const std::int64_t start = *std::next(ids.begin(), 60);
        LanePlan plan(EventId{start}, 20 * (1 + static_cast<std::int64_t>(seed % 9)) / 2 + 1, 6);
        std::set<std::int64_t> shown;
        std::vector<LanePlan::Range> open;
        while (true) {
            while (open.size() < 8) {
                const auto range = plan.take();
                if (!range) break;
                open.push_back(*range);
            }
            if (open.empty()) break;
            const std::size_t any = random.below(open.size());
            const LanePlan::Range range = open[any];
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(any));
            ++asked;
            auto next = ids.upper_bound(range.ids.after.value);
            std::vector<std::int64_t> page;
            for (; next != ids.end() && page.size() < kPage; ++next) page.push_back(*next);
            if (page.empty()) {
                plan.saw_nothing_above(range.ids.after);
            } else {
                shown.insert(page.begin(), page.end());
                plan.read(range, EventId{page.back()}, page.size() == kPage);
            }
        }
        ASSERT_FALSE(shown.empty()) << seed;
        needed +=
            static_cast<std::size_t>(std::distance(ids.find(*shown.begin()), ids.end())) / kPage;
        for (auto each = ids.find(*shown.begin()); each != ids.end(); ++each)
            ASSERT_TRUE(shown.contains(*each)) << seed << ": " << *each;
    }
    EXPECT_LT(static_cast<double>(asked), 1.3 * static_cast<double>(needed));
}

}  // namespace
}  // namespace scan
