#include "pipeline/poll_pace.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Instant kBegan{1h};
constexpr Instant kNow = kBegan + 50ms;

TEST(PollPace, WaitsForTheIntervalWhereAPageBroughtNothing) {
    PollPace pace(5s);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 0), kNow + 5s);
}

TEST(PollPace, AsksAtOnceAfterPagesOfAnyOneSize) {
    for (const std::size_t size : {1u, 2u, 3u, 1000u}) {
        PollPace pace(5s);
        for (int page = 0; page < 5; ++page) EXPECT_EQ(pace.next_after(kBegan, kNow, size), kNow);
    }
}

TEST(PollPace, AsksAtOnceAfterPagesThatGrowOrShrinkALittle) {
    PollPace pace(5s);
    for (const std::size_t size : {400u, 1000u, 500u, 250u, 800u})
        EXPECT_EQ(pace.next_after(kBegan, kNow, size), kNow) << size;
}

TEST(PollPace, RestsAfterAPageThatBroughtLessThanHalfOfTheOneBefore) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 3);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 1), kBegan + 500ms);
}

TEST(PollPace, NeedsNoRestWhereTheFeedItselfIsSlow) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 1000);
    EXPECT_EQ(pace.next_after(kBegan, kBegan + 3s, 1), kBegan + 3s);
}

TEST(PollPace, RestsForAMomentHoweverLongTheIntervalIs) {
    PollPace pace(24h);
    pace.next_after(kBegan, kNow, 1000);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 1), kBegan + 500ms);
}

TEST(PollPace, RestsATenthOfAShortInterval) {
    PollPace pace(1s);
    pace.next_after(kBegan, kNow, 1000);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 1), kBegan + 100ms);
}

// A server that caps its pages at less than before costs one rest, not one a page.
TEST(PollPace, RestsOnceWhereAllPagesBecomeSmaller) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 1000);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 100), kBegan + 500ms);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 100), kNow);
}

TEST(PollPace, AsksAtOnceAfterAQuietTime) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 1000);
    pace.next_after(kBegan, kNow, 0);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 1), kNow);
}

}  // namespace
}  // namespace scan
