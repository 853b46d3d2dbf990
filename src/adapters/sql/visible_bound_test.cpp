#include "adapters/sql/visible_bound.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(VisibleBound, IsNoneUntilSomethingWasFound) {
    VisibleBound bound;
    EXPECT_EQ(bound.from(Instant()), std::nullopt);
    bound.looked_at_all(Instant(), Instant());
    EXPECT_EQ(bound.from(Instant()), std::nullopt);
    bound.found("a time");
    EXPECT_EQ(bound.from(Instant()), "a time");
}

TEST(VisibleBound, IsNoneForOneLookASecond) {
    VisibleBound bound;
    bound.found("a time");
    bound.looked_at_all(Instant(), Instant() + 1ms);
    EXPECT_EQ(bound.from(Instant() + 1'000ms), "a time");
    EXPECT_EQ(bound.from(Instant() + 1'001ms), std::nullopt);
}

TEST(VisibleBound, AFullLookThatTakesLongIsMadeSeldom) {
    VisibleBound bound;
    bound.found("a time");
    bound.looked_at_all(Instant(), Instant() + 2s);
    EXPECT_EQ(bound.from(Instant() + 39s), "a time");
    EXPECT_EQ(bound.from(Instant() + 40s), std::nullopt);
}

}  // namespace
}  // namespace scan
