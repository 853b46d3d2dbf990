#include "pipeline/reading/poll_pace.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Instant kBegan{1h};
constexpr Instant kNow = kBegan + 50ms;

TEST(PollPace, WaitsForTheIntervalWhereAPageBroughtNothing) {
    PollPace pace(5s);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 0, false), kNow + 5s);
}

TEST(PollPace, AsksAtOnceAfterPagesOfAnyOneSize) {
    for (const std::size_t size : {1u, 2u, 3u, 1000u}) {
        PollPace pace(5s);
        for (int page = 0; page < 5; ++page)
            EXPECT_EQ(pace.next_after(kBegan, kNow, size, false), kNow);
    }
}

TEST(PollPace, AsksAtOnceAfterPagesThatGrowOrShrinkALittle) {
    PollPace pace(5s);
    for (const std::size_t size : {400u, 1000u, 500u, 250u, 800u})
        EXPECT_EQ(pace.next_after(kBegan, kNow, size, false), kNow) << size;
}

TEST(PollPace, RestsAfterAPageThatBroughtLessThanHalfOfTheOneBefore) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 3, false);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 1, false), kBegan + 500ms);
}

TEST(PollPace, NeedsNoRestWhereTheFeedItselfIsSlow) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 1000, false);
    EXPECT_EQ(pace.next_after(kBegan, kBegan + 3s, 1, false), kBegan + 3s);
}

TEST(PollPace, RestsForAMomentHoweverLongTheIntervalIs) {
    PollPace pace(24h);
    pace.next_after(kBegan, kNow, 1000, false);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 1, false), kBegan + 500ms);
}

TEST(PollPace, RestsATenthOfAShortInterval) {
    PollPace pace(1s);
    pace.next_after(kBegan, kNow, 1000, false);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 1, false), kBegan + 100ms);
}

// A server that caps its pages at less than before costs one rest, not one a page.
TEST(PollPace, RestsOnceWhereAllPagesBecomeSmaller) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 1000, false);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 100, false), kBegan + 500ms);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 100, false), kNow);
}

TEST(PollPace, AsksAtOnceAfterAQuietTime) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 1000, false);
    pace.next_after(kBegan, kNow, 0, false);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 1, false), kNow);
}

TEST(PollPace, DoesNotRestIfEventsWouldNotTravelTogetherForIt) {
    PollPace pace(5s);
    pace.next_after(kBegan, kNow, 1000, true);
    EXPECT_EQ(pace.next_after(kBegan, kNow, 400, true), kNow);
}

}  // namespace
}  // namespace scan
