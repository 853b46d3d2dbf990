#include "operations/acting/work_pace.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Instant kBegin{1h};

TEST(WorkPace, BeginsLowAndDoublesEachSecondWhileNothingFails) {
    WorkPace pace(50, 0);
    EXPECT_EQ(pace.at_once(), 50u);
    EXPECT_EQ(pace.took(50, kBegin), kBegin + 1s);
    pace.succeeded(50, kBegin);
    pace.succeeded(50, kBegin + 900ms);
    EXPECT_EQ(pace.at_once(), 50u);
    for (int second = 1; second <= 3; ++second) pace.succeeded(1, kBegin + second * 1s);
    EXPECT_EQ(pace.at_once(), 400u);
    EXPECT_EQ(pace.took(100, kBegin + 3s), kBegin + 3s + 250ms);
    EXPECT_EQ(pace.took(100, kBegin + 3s), kBegin + 3s + 500ms) << "what was taken counts";
    for (int second = 4; second <= 100; ++second) pace.succeeded(1, kBegin + second * 1s);
    EXPECT_EQ(pace.at_once(), 1'000'000u);
}

TEST(WorkPace, FallsWhenSomethingFailsAndNeverBelowItsBeginning) {
    WorkPace pace(50, 0);
    for (int second = 0; second <= 2; ++second) pace.succeeded(100, kBegin + second * 1s);
    EXPECT_EQ(pace.at_once(), 200u);
    pace.failed(1, kBegin + 2s);
    EXPECT_EQ(pace.at_once(), 100u);
    pace.succeeded(100, kBegin + 2500ms);
    EXPECT_EQ(pace.at_once(), 100u) << "it grows a second after the last failure";
    for (int times = 0; times < 5; ++times) pace.failed(1, kBegin + 3s);
    EXPECT_EQ(pace.at_once(), 50u);
}

TEST(WorkPace, NeverExceedsWhatWasAskedFor) {
    WorkPace pace(50, 70);
    for (int second = 0; second <= 5; ++second) pace.succeeded(1, kBegin + second * 1s);
    EXPECT_EQ(pace.at_once(), 70u);
    pace.set_most(5);
    EXPECT_EQ(pace.at_once(), 5u);
    EXPECT_EQ(pace.took(5, kBegin), kBegin + 1s);
    pace.set_most(0);
    EXPECT_EQ(pace.at_once(), 140u) << "it goes on from where it was";
}

TEST(WorkPace, TellsWhenMoreFailsThanSucceeds) {
    WorkPace pace(50, 0);
    pace.succeeded(9, kBegin);
    pace.failed(9, kBegin);
    EXPECT_FALSE(pace.fails_mostly()) << "too few to tell";
    pace.succeeded(2, kBegin);
    pace.failed(2, kBegin);
    EXPECT_FALSE(pace.fails_mostly());
    pace.failed(1, kBegin);
    EXPECT_TRUE(pace.fails_mostly());
}

}  // namespace
}  // namespace scan
