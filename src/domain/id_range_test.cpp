#include "domain/id_range.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace scan {
namespace {

using Ranges = std::vector<IdRange>;

IdRange range(std::int64_t after, std::int64_t last) {
    return {EventId{after}, EventId{last}};
}

TEST(IdRange, HasItsLastIdAndNotTheOneBeforeItsFirst) {
    EXPECT_FALSE(range(3, 5).contains(EventId{3}));
    EXPECT_TRUE(range(3, 5).contains(EventId{4}));
    EXPECT_TRUE(range(3, 5).contains(EventId{5}));
    EXPECT_TRUE(range(5, 5).is_empty());
}

TEST(IdRange, RangesThatTouchAreOne) {
    EXPECT_EQ(joined({range(7, 9), range(1, 3), range(3, 5), range(2, 4), range(6, 6)}, 64),
              (Ranges{range(1, 5), range(7, 9)}));
}

TEST(IdRange, TheNearestOfTooManyAreJoined) {
    EXPECT_EQ(joined({range(1, 3), range(10, 12), range(13, 15), range(100, 101)}, 3),
              (Ranges{range(1, 3), range(10, 15), range(100, 101)}));
    EXPECT_EQ(joined({range(1, 3), range(10, 12), range(13, 15), range(100, 101)}, 1),
              (Ranges{range(1, 101)}));
}

TEST(IdRange, NoIdIsLeftOutHoweverManyRangesThereAre) {
    Random random(1);
    for (int round = 0; round < 200; ++round) {
        Ranges ranges;
        for (auto count = random.below(40); count > 0; --count) {
            const auto after = static_cast<std::int64_t>(random.below(1000));
            ranges.push_back(range(after, after + static_cast<std::int64_t>(random.below(30))));
        }
        const std::size_t count_max = 1 + random.below(10);
        const Ranges few = joined(ranges, count_max);
        EXPECT_LE(few.size(), count_max);
        for (std::int64_t id = 0; id < 1100; ++id) {
            const auto has_id = [id](const IdRange& r) { return r.contains(EventId{id}); };
            if (std::ranges::any_of(ranges, has_id)) {
                EXPECT_TRUE(std::ranges::any_of(few, has_id)) << id;
            }
        }
    }
}

TEST(IdRange, ClippedRangesEndAtTheGivenId) {
    EXPECT_EQ(clipped({range(1, 5), range(7, 9)}, EventId{8}), (Ranges{range(1, 5), range(7, 8)}));
    EXPECT_EQ(clipped({range(1, 5), range(7, 9)}, EventId{7}), (Ranges{range(1, 5)}));
}

}  // namespace
}  // namespace scan
