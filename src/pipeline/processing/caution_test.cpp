#include "pipeline/processing/caution.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{1h};
constexpr std::uint32_t kAlone = 3;

Caution free_of_care() {
    Caution caution(kAlone);
    while (caution.redelivered_max(kStart) < Caution::kFree) caution.succeeded(kStart);
    return caution;
}

TEST(Caution, GrowsFromOneWithEachSuccessAfterAStart) {
    Caution caution(kAlone);
    for (std::size_t group = 1; group <= Caution::kFree; group *= 2) {
        EXPECT_EQ(caution.redelivered_max(kStart), group);
        caution.succeeded(kStart);
    }
    EXPECT_EQ(caution.redelivered_max(kStart), Caution::kFree);
}

TEST(Caution, BeginsAgainWithTheFirstMessageThatComesAgainAndIsNotHeldUpByTheNext) {
    Caution caution = free_of_care();
    EXPECT_TRUE(caution.came_again(2, kStart, 30s));
    EXPECT_EQ(caution.redelivered_max(kStart), 1u);
    caution.succeeded(kStart);
    EXPECT_FALSE(caution.came_again(2, kStart, 30s));
    EXPECT_EQ(caution.redelivered_max(kStart), 2u);
}

TEST(Caution, StaysAtOneForAVisibilityTimeoutAfterAMessageOnItsLastReceives) {
    for (const std::uint32_t count : {3u, 4u, 1000u}) {
        Caution caution = free_of_care();
        EXPECT_TRUE(caution.came_again(count, kStart, 30s));
        caution.succeeded(kStart + 29s);
        EXPECT_EQ(caution.redelivered_max(kStart + 29s), 1u);
        EXPECT_TRUE(caution.came_again(count, kStart + 29s, 30s));
        EXPECT_EQ(caution.redelivered_max(kStart + 30s), 1u);
        caution.succeeded(kStart + 59s);
        EXPECT_EQ(caution.redelivered_max(kStart + 59s), 2u);
    }
}

TEST(Caution, KnowsWhichMessagesWantToBeAlone) {
    EXPECT_FALSE(Caution(3).wants_alone(2));
    EXPECT_TRUE(Caution(3).wants_alone(3));
    EXPECT_TRUE(Caution(2).wants_alone(2));
}

}  // namespace
}  // namespace scan
