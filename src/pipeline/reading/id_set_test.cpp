#include "pipeline/reading/id_set.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "base/random.h"
#include "base/testing/effort.h"

namespace scan {
namespace {

std::size_t count_in(const std::set<std::int64_t>& ids, std::int64_t after, std::int64_t last) {
    return static_cast<std::size_t>(
        std::distance(ids.upper_bound(after), ids.upper_bound(std::max(after, last))));
}

// The same calls on a set of the standard library.
void behave_as_a_set(std::uint64_t seed) {
    Random random(seed);
    IdSet set;
    std::set<std::int64_t> model;
    std::int64_t top = 1 + static_cast<std::int64_t>(random.below(1000));
    const std::uint64_t step_max = std::uint64_t{1} << (1 + random.below(34));
    for (int i = 0; i < 3000; ++i) {
        const auto any = [&] {
            return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(top + 10)));
        };
        if (random.chance(0.02)) {
            const std::int64_t after = any();
            const std::int64_t last =
                random.chance(0.5) ? after + static_cast<std::int64_t>(random.below(500)) : any();
            set.erase({EventId{after}, EventId{last}});
            if (after < last) model.erase(model.upper_bound(after), model.upper_bound(last));
            continue;
        }
        if (random.chance(0.9)) top += 1 + static_cast<std::int64_t>(random.below(step_max));
        const std::int64_t id = random.chance(0.9) ? top : 1 + any();
        ASSERT_EQ(set.insert(EventId{id}), model.insert(id).second) << "seed " << seed;
        const std::int64_t asked = any();
        ASSERT_EQ(set.contains(EventId{asked}), model.contains(asked)) << "seed " << seed;
        const auto next = set.next_after(EventId{asked});
        const auto expected = model.upper_bound(asked);
        ASSERT_EQ(next.has_value(), expected != model.end()) << "seed " << seed;
        if (next) {
            ASSERT_EQ(next->value, *expected) << "seed " << seed;
        }
        if (i % 50 == 0) {
            const std::int64_t other = any();
            ASSERT_EQ(set.count({EventId{asked}, EventId{other}}), count_in(model, asked, other));
        }
    }
    ASSERT_EQ(set.size(), model.size());
    set.erase({EventId{0}, EventId{std::numeric_limits<std::int64_t>::max()}});
    EXPECT_EQ(set.size(), 0u);
    EXPECT_EQ(set.bytes(), 0u);
}

TEST(IdSet, IsASetWhateverTheIds) {
    for (int seed = 1; seed <= effort(60); ++seed)
        behave_as_a_set(static_cast<std::uint64_t>(seed));
}

TEST(IdSet, AMillionIdsCostLittle) {
    struct Case {
        std::int64_t step;
        std::size_t bytes_max;
    };
    for (const auto& [step, bytes_max] : {Case{1, 1'000}, Case{2, 400'000}, Case{3, 500'000},
                                          Case{1'000, 5'000'000}, Case{1'000'000, 5'500'000}}) {
        IdSet set;
        for (std::int64_t i = 1; i <= 1'000'000; ++i) set.insert(EventId{i * step});
        EXPECT_EQ(set.size(), 1'000'000u);
        EXPECT_LE(set.bytes(), bytes_max) << step;
    }
}

TEST(IdSet, ManyIdsInAnyOrderCostLittleToo) {
    constexpr int kIds = effort(100'000);
    IdSet set;
    for (std::int64_t i = 0; i < kIds; ++i) set.insert(EventId{1 + i * 7'919 % 100'003 * 2});
    EXPECT_EQ(set.size(), std::size_t{kIds});
    EXPECT_LE(set.bytes(), 200'000u);
}

TEST(IdSet, KnowsTheGreatestIdAndOneThatIsFarBelow) {
    IdSet set;
    constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
    EXPECT_TRUE(set.insert(EventId{kMax}));
    EXPECT_TRUE(set.insert(EventId{1}));
    EXPECT_TRUE(set.insert(EventId{kMax - 1}));
    EXPECT_FALSE(set.insert(EventId{kMax}));
    EXPECT_EQ(set.count({EventId{0}, EventId{kMax}}), 3u);
    EXPECT_EQ(set.next_after(EventId{1}), EventId{kMax - 1});
    EXPECT_EQ(set.next_after(EventId{kMax}), std::nullopt);
}

}  // namespace
}  // namespace scan
