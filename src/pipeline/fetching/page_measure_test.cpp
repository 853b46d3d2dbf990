#include "pipeline/fetching/page_measure.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(PageMeasure, AFullPageHasHalfOfTheLongestOfTheLastSixteen) {
    PageMeasure measure;
    EXPECT_TRUE(measure.is_full(1)) << "nothing is known yet";
    measure.note(101);
    EXPECT_FALSE(measure.is_full(50));
    EXPECT_TRUE(measure.is_full(51));
    for (int i = 0; i < 15; ++i) measure.note(10);
    EXPECT_FALSE(measure.is_full(50));
    measure.note(10);
    EXPECT_TRUE(measure.is_full(5)) << "the server caps its pages by now";
    EXPECT_FALSE(measure.is_full(4));
}

TEST(PageLimit, IsHalvedDownToTwoAndGrowsBack) {
    PageLimit limit(1000);
    for (const std::uint32_t expected : {500u, 250u, 125u, 62u, 31u, 15u, 7u, 3u}) {
        limit.halve();
        EXPECT_EQ(limit.get(), expected);
        EXPECT_FALSE(limit.is_least());
    }
    limit.halve();
    EXPECT_EQ(limit.get(), 2u);
    EXPECT_TRUE(limit.is_least());
    limit.halve();
    EXPECT_EQ(limit.get(), 2u);
    for (int i = 0; i < 200; ++i) limit.grow();
    EXPECT_EQ(limit.get(), 1000u);
}

TEST(PageLimit, TriesWhatWasTooLargeEverMoreSeldom) {
    // The feed's pages of 500 events are not too large.
    PageLimit limit(1000);
    int refused = 0;
    for (int page = 0; page < 2000; ++page) {
        if (limit.get() > 500) {
            limit.halve();
            ++refused;
        }
        limit.grow();
        EXPECT_EQ(limit.get() > 500, limit.get() == 1000);
    }
    EXPECT_GE(refused, 6) << "the large events may be behind";
    EXPECT_LE(refused, 10);
    // They are: what was learned of them is forgotten again.
    for (int page = 0; page < 2000; ++page) limit.grow();
    EXPECT_EQ(limit.get(), 1000u);
    limit.halve();
    for (int page = 0; page < PageLimit::kPatienceFirst; ++page) {
        EXPECT_EQ(limit.get(), 500u);
        limit.grow();
    }
    EXPECT_EQ(limit.get(), 1000u);
}

TEST(PageLimit, IsNotHeldWhereAPageLeadsNowhere) {
    PageLimit limit(1000);
    for (int i = 0; i < 9; ++i) limit.halve();
    for (const std::uint32_t expected : {4u, 8u, 16u}) {
        limit.grow(/*leads_on=*/false);
        EXPECT_EQ(limit.get(), expected);
    }
}

TEST(PageLimit, IsNeverAboveWhatIsAskedFor) {
    PageLimit limit(1);
    EXPECT_TRUE(limit.is_least());
    limit.halve();
    EXPECT_EQ(limit.get(), 1u);
    limit.grow();
    EXPECT_EQ(limit.get(), 1u);
}

}  // namespace
}  // namespace scan
