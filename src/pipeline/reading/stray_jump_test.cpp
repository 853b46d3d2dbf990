#include "pipeline/reading/stray_jump.h"

#include <gtest/gtest.h>

#include <limits>

namespace scan {
namespace {

constexpr EventId kTop{std::numeric_limits<std::int64_t>::max()};

IdSet set_of(std::initializer_list<std::int64_t> ids) {
    IdSet set;
    for (const std::int64_t id : ids) set.insert(EventId{id});
    return set;
}

TEST(StrayJump, TheCursorWaitsBelowFewerThanTenIds) {
    StrayJump jump;
    IdSet shown = set_of({11, 12});
    for (std::int64_t i = 0; i < 9; ++i) {
        shown.insert(EventId{5'000'000'000 + i});
        const auto step = jump.next(EventId{10}, shown, kTop, false);
        EXPECT_EQ(step.to, EventId{12});
        EXPECT_FALSE(step.passed);
    }
    shown.insert(EventId{5'000'000'500});
    EXPECT_EQ(jump.next(EventId{10}, shown, kTop, false).to, EventId{12}) << "first up to the jump";
    const auto step = jump.next(EventId{12}, shown, kTop, false);
    EXPECT_EQ(step.to, EventId{5'000'000'500});
    EXPECT_EQ(step.passed, std::pair(EventId{12}, EventId{5'000'000'000}));
}

TEST(StrayJump, IdsThatAFurtherStrayJumpSeparatesDoNotCount) {
    StrayJump jump;
    IdSet shown;
    for (std::int64_t group = 1; group <= 5; ++group) {
        for (std::int64_t i = 0; i < 9; ++i) shown.insert(EventId{group * 10'000'000 + i});
    }
    EXPECT_EQ(jump.next(EventId{10}, shown, kTop, false).to, EventId{10});
}

TEST(StrayJump, TenIdsAboveAFurtherStrayJumpLetTheCursorPassBoth) {
    StrayJump jump;
    IdSet shown;
    for (std::int64_t i = 0; i < 3; ++i) shown.insert(EventId{10'000'000 + i});
    for (std::int64_t i = 0; i < 10; ++i) shown.insert(EventId{20'000'000 + i});
    const auto first = jump.next(EventId{10}, shown, kTop, false);
    EXPECT_EQ(first.to, EventId{10'000'002});
    EXPECT_EQ(first.passed, std::pair(EventId{10}, EventId{10'000'000}));
    const auto second = jump.next(first.to, shown, kTop, false);
    EXPECT_EQ(second.to, EventId{20'000'009});
    EXPECT_EQ(second.passed, std::pair(first.to, EventId{20'000'000}));
}

TEST(StrayJump, DoesNotGoFartherThanWhatIsProven) {
    StrayJump jump;
    EXPECT_EQ(jump.next(EventId{10}, set_of({11, 12, 13}), EventId{12}, false).to, EventId{12});
}

TEST(StrayJump, IsMeasuredByTheUsualDistance) {
    StrayJump jump;
    for (int i = 0; i < 1000; ++i) jump.note(i % 20 == 0 ? 50'000'000 : 1'500);
    const IdSet near = set_of({1'400'010});
    EXPECT_EQ(jump.next(EventId{10}, near, kTop, false).to, EventId{1'400'010});
    EXPECT_EQ(jump.next(EventId{10}, set_of({1'600'000}), kTop, false).to, EventId{10});
}

TEST(StrayJump, TwoJumpsAmongFewDistancesAreNotUsual) {
    StrayJump jump;
    for (int i = 0; i < 9; ++i) jump.note(2);
    for (int i = 0; i < 2; ++i) jump.note(30'000'000);
    EXPECT_EQ(jump.next(EventId{10}, set_of({50'000'000}), kTop, false).to, EventId{10});
}

// As those that are made of the time are.
IdSet far_apart(std::int64_t first, std::size_t count) {
    IdSet set;
    for (std::size_t i = 0; i < count; ++i)
        set.insert(EventId{first + 400'000'000 * static_cast<std::int64_t>(i)});
    return set;
}

TEST(StrayJump, IdsThatAreAllFarApartAreNone) {
    const auto go = [](std::size_t count) {
        return StrayJump().next(EventId{1}, far_apart(100'000'000, count), kTop, false);
    };
    EXPECT_EQ(go(StrayJump::kIdsToKnow - 1).to, EventId{1});
    const auto step = go(StrayJump::kIdsToKnow);
    EXPECT_EQ(step.to, EventId{100'000'000 + 400'000'000LL * (StrayJump::kIdsToKnow - 1)});
    EXPECT_FALSE(step.passed);
}

TEST(StrayJump, IdsThatGoOnFarAboveAndFarApartArePassedOnce) {
    StrayJump jump;
    for (int i = 0; i < 1000; ++i) jump.note(1);
    constexpr std::int64_t kFar = 2'000'000'000'000'000'000;
    const auto step = jump.next(EventId{5000}, far_apart(kFar, 100), kTop, false);
    EXPECT_EQ(step.to, EventId{kFar + 400'000'000LL * 99});
    EXPECT_EQ(step.passed, std::pair(EventId{5000}, EventId{kFar}));
}

TEST(StrayJump, NineMistakenIdsAreNeverTheUsualOnes) {
    StrayJump jump;
    IdSet shown = far_apart(1'000'000'000'000, 9);
    for (std::int64_t id = 2; id <= 40; ++id) shown.insert(EventId{id});
    EXPECT_EQ(jump.next(EventId{1}, shown, kTop, false).to, EventId{40});
    EXPECT_EQ(jump.next(EventId{40}, shown, kTop, false).to, EventId{40});
}

TEST(StrayJump, BeforeAnythingIsKnownTheMillionDecides) {
    StrayJump jump;
    EXPECT_EQ(jump.next(EventId{0}, set_of({1'000'000}), kTop, false).to, EventId{1'000'000});
    EXPECT_EQ(jump.next(EventId{0}, set_of({1'000'001}), kTop, false).to, EventId{0});
}

TEST(StrayJump, TheFirstIdOfAllIsNone) {
    StrayJump jump;
    EXPECT_EQ(jump.next(EventId{0}, set_of({7'000'000'000}), kTop, true).to,
              EventId{7'000'000'000});
    EXPECT_EQ(jump.next(EventId{0}, set_of({7, 7'000'000'000}), kTop, true).to, EventId{7})
        << "the second is one";
}

}  // namespace
}  // namespace scan
