#include "pipeline/reading/gap_ledger.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Instant kNow{100h};
using Gaps = std::vector<FeedGap>;

FeedGap gap(std::int64_t after, std::int64_t before, bool is_proven = true) {
    return {EventId{after}, EventId{before}, is_proven};
}

// A page of an exclusive feed: `distance` between its ids.
GapLedger::Page page(std::int64_t from, std::int64_t first, std::size_t ids = 100,
                     std::int64_t distance = 1) {
    return {.from = EventId{from},
            .lowest = EventId{first},
            .first_above = EventId{first},
            .greatest_distance = distance,
            .ids = ids,
            .is_gone = false,
            .brought_unknown = true};
}

GapLedger::Page empty_page(std::int64_t from) {
    return {.from = EventId{from}, .lowest = {}, .first_above = {}, .brought_unknown = false};
}

// Its last question was answered just now.
struct Asked {
    Asked() {
        ledger.polled(page(10, 12), kNow);
        ledger.answered(EventId{5}, kNow);
        static_cast<void>(ledger.take_findings());
    }
    GapLedger ledger;
};

TEST(GapLedger, AnOldestIdAtAJumpsLowerEndClearsIt) {
    GapLedger ledger;
    ledger.polled(page(10, 20), kNow);
    ASSERT_TRUE(ledger.has_question(kNow));
    ledger.answered(EventId{10}, kNow);
    EXPECT_TRUE(ledger.take_findings().found.empty());
    EXPECT_TRUE(ledger.open().empty());
}

TEST(GapLedger, ASecondReadingTellsNothingThatAPollHasTold) {
    GapLedger ledger;
    ledger.polled(page(10, 20), kNow);
    ledger.answered(EventId{20}, kNow);
    ASSERT_EQ(ledger.take_findings().found, Gaps{gap(10, 20)});
    ledger.read_owed(page(10, 20), {IdRange{EventId{10}, EventId{30}}});
    ledger.answered(EventId{20}, kNow);
    EXPECT_TRUE(ledger.take_findings().found.empty());
}

TEST(GapLedger, ManyJumpsThatNoAnswerExplainsAreAskedAboutOnceMoreAndNotEachTime) {
    GapLedger ledger;
    int questions = 0;
    for (std::int64_t from = 10; from < 5'000; from += 10) {
        ledger.polled(page(from, from + 4), kNow);
        if (!ledger.has_question(kNow)) continue;
        ++questions;
        ledger.answered(std::nullopt, kNow);
    }
    EXPECT_EQ(questions, 2);
}

// The feed's answers may come from servers of which one is behind the other.
TEST(GapLedger, WhatALaterPageShowsInAJumpEndsIt) {
    for (const std::int64_t shown : {11, 15}) {
        GapLedger ledger;
        ledger.polled(page(10, 20), kNow);
        ledger.polled(page(10, shown), kNow);
        ledger.answered(EventId{30}, kNow);
        EXPECT_EQ(ledger.take_findings().found, shown == 11 ? Gaps{} : Gaps{gap(10, shown)});
    }
    GapLedger ledger;
    ledger.polled(page(10, 20), kNow);
    ledger.read_owed(page(5, 11), {});
    ledger.answered(EventId{30}, kNow);
    EXPECT_EQ(ledger.take_findings().found, Gaps{});
}

TEST(GapLedger, AnOldestIdAboveItIsAGapUpToWhatWasShown) {
    for (const auto& [oldest, before] : {std::pair(15, 15), std::pair(25, 20)}) {
        GapLedger ledger;
        ledger.polled(page(10, 20), kNow);
        ledger.answered(EventId{oldest}, kNow);
        EXPECT_EQ(ledger.take_findings().found, Gaps{gap(10, before)}) << oldest;
    }
}

TEST(GapLedger, NothingIsAskedIfTheIdItselfOrItsNeighbourIsShown) {
    GapLedger ledger;
    GapLedger::Page inclusive = page(10, 20);
    inclusive.lowest = EventId{10};
    ledger.polled(inclusive, kNow);
    ledger.polled(page(20, 21), kNow);
    EXPECT_FALSE(ledger.has_question(kNow));
}

TEST(GapLedger, AJumpThatComesWithEveryPageIsToldOnceAndAskedAboutOnce) {
    GapLedger ledger;
    for (int minute = 0; minute < 5; ++minute) {
        const Instant now = kNow + minute * 1min;
        ledger.polled(page(10, 500), now);
        EXPECT_EQ(ledger.has_question(now), minute == 0);
        if (minute > 0) continue;
        ledger.answered(EventId{400}, now);
        EXPECT_EQ(ledger.take_findings().found, Gaps{gap(10, 400)});
        ledger.polled(page(10, 500), now + 1s);
        ledger.answered(EventId{450}, now + 1min);
        EXPECT_EQ(ledger.take_findings().found, Gaps{gap(399, 450)}) << "it forgot more";
        ledger.polled(page(10, 500), now + 1min);
        ledger.answered(EventId{500}, now + 2min);
        EXPECT_EQ(ledger.take_findings().found, Gaps{gap(449, 500)});
    }
    ledger.polled(page(10, 30), kNow + 10min);
    ledger.answered(EventId{5}, kNow + 10min);
    ledger.polled(page(30, 500), kNow + 11min);
    ledger.answered(EventId{500}, kNow + 12min);
    EXPECT_EQ(ledger.take_findings().found, Gaps{gap(30, 500)}) << "something came there";
}

TEST(GapLedger, AnAnswerExplainsTheJumpsBeforeItAndNoLaterOne) {
    Asked asked;
    asked.ledger.polled(page(100, 103), kNow + 1s);
    asked.ledger.polled(page(200, 203), kNow + 2s);
    EXPECT_FALSE(asked.ledger.has_question(kNow + 59s)) << "once a minute";
    EXPECT_EQ(asked.ledger.open().size(), 2u);
    ASSERT_TRUE(asked.ledger.has_question(kNow + 60s));
    asked.ledger.answered(EventId{150}, kNow + 60s);
    EXPECT_EQ(asked.ledger.take_findings().found, Gaps{gap(100, 103)});
    asked.ledger.polled(page(300, 303), kNow + 61s);
    EXPECT_EQ(asked.ledger.open().size(), 1u) << "the answer said nothing of what came later";
}

TEST(GapLedger, AJumpThatStandsOutIsAskedAboutAtOnce) {
    Asked asked;
    asked.ledger.polled(page(100, 117), kNow + 1s);
    EXPECT_TRUE(asked.ledger.has_question(kNow + 1s));
    Asked other;
    other.ledger.polled(page(100, 117, 100, 2), kNow + 1s);
    EXPECT_FALSE(other.ledger.has_question(kNow + 1s));
}

TEST(GapLedger, AGapInWhatIsOwedIsUnproven) {
    GapLedger ledger;
    ledger.read_owed(page(10, 40), std::vector{IdRange{EventId{10}, EventId{30}}});
    ledger.answered(EventId{35}, kNow);
    EXPECT_EQ(ledger.take_findings().found, Gaps{gap(10, 30, false)});
}

// Only what was read once and is missing now tells that something between event 1 and the next was forgotten.
TEST(GapLedger, AboveEventOneAnExclusiveFeedTellsAGapIfWhatWasReadIsMissing) {
    for (const bool lacks_known : {false, true}) {
        GapLedger ledger;
        GapLedger::Page seen = page(1, 20);
        seen.lacks_known = lacks_known;
        ledger.read_owed(seen, std::vector{IdRange{EventId{1}, EventId{30}}});
        ledger.answered(EventId{20}, kNow);
        EXPECT_EQ(ledger.take_findings().found, lacks_known ? Gaps{gap(1, 20, false)} : Gaps{});
    }
}

TEST(GapLedger, AfterTheEndWasSeenTheNextJumpIsNone) {
    GapLedger ledger;
    ledger.polled(empty_page(10), kNow);
    ASSERT_TRUE(ledger.has_question(kNow));
    ledger.answered(EventId{3}, kNow);
    ledger.polled(empty_page(10), kNow + 5s);
    ledger.polled(page(10, 20), kNow + 10s);
    EXPECT_TRUE(ledger.open().empty());
    ledger.polled(page(20, 30), kNow + 15s);
    EXPECT_EQ(ledger.open().size(), 1u);
}

TEST(GapLedger, TheEndIsDoubtedAfterAPause) {
    for (const bool is_told : {false, true}) {
        GapLedger ledger;
        ledger.polled(empty_page(10), kNow);
        ledger.answered(EventId{3}, kNow);
        if (is_told) ledger.doubt();
        ledger.polled(page(10, 20), kNow + (is_told ? 5s : 60s));
        EXPECT_EQ(ledger.open().size(), 1u);
    }
}

TEST(GapLedger, AnEmptyFeedExplainsNothing) {
    GapLedger ledger;
    ledger.polled(empty_page(10), kNow);
    ledger.answered(std::nullopt, kNow);
    ledger.polled(page(10, 20), kNow + 5s);
    EXPECT_EQ(ledger.open().size(), 1u);
}

TEST(GapLedger, AfterFiveTriesOneUnprovenRowGrows) {
    GapLedger ledger;
    ledger.polled(page(10, 20), kNow);
    Instant now = kNow;
    for (int i = 1; i < 5; ++i) {
        now += 20s;
        ASSERT_TRUE(ledger.has_question(now));
        ledger.unanswered(now);
        EXPECT_TRUE(ledger.take_findings().found.empty());
    }
    now += 20s;
    ledger.unanswered(now);
    EXPECT_TRUE(ledger.is_unanswered());
    EXPECT_EQ(ledger.take_findings().found, Gaps{gap(10, 20, false)});
    EXPECT_TRUE(ledger.open().empty()) << "the row tells of it";

    ledger.polled(page(100, 103), now + 1s);
    EXPECT_FALSE(ledger.has_question(now + 59s)) << "each minute";
    ASSERT_TRUE(ledger.has_question(now + 60s));
    ledger.unanswered(now + 60s);
    const auto grown = ledger.take_findings();
    EXPECT_EQ(grown.withdrawn, Gaps{gap(10, 20, false)});
    EXPECT_EQ(grown.found, Gaps{gap(10, 103, false)});
}

TEST(GapLedger, TheRowIsWithdrawnOrStaysAndIsNeverConfirmed) {
    for (const auto& [oldest, withdrawn] : {std::pair(10, 1u), std::pair(15, 0u)}) {
        GapLedger ledger;
        ledger.polled(page(10, 20), kNow);
        for (int i = 0; i < 5; ++i) ledger.unanswered(kNow);
        static_cast<void>(ledger.take_findings());
        ledger.answered(EventId{oldest}, kNow + 60s);
        const auto findings = ledger.take_findings();
        EXPECT_EQ(findings.withdrawn.size(), withdrawn) << oldest;
        EXPECT_TRUE(findings.found.empty()) << oldest;
        EXPECT_FALSE(ledger.has_question(kNow + 10min));
    }
}

TEST(GapLedger, HowManyOpenJumpsItKeepsIsBounded) {
    Asked asked;
    for (std::int64_t i = 1; i <= 10'000; ++i)
        asked.ledger.polled(page(100 * i, 100 * i + 3), kNow + 1s);
    EXPECT_TRUE(asked.ledger.has_question(kNow + 1s));
    EXPECT_LT(asked.ledger.open().size(), GapLedger::kJumpsMax);
    EXPECT_FALSE(asked.ledger.take_findings().found.empty());
}

// On the way up above two leaps, again and again.
TEST(GapLedger, JumpsThatStandOutByTurnsAreAskedAboutAtOnceButOnce) {
    Asked asked;
    int questions = 0;
    for (int turn = 0; turn < 10; ++turn) {
        for (const std::int64_t from : {100, 10'000}) {
            asked.ledger.polled(page(from, 9 * from, 8), kNow);
            if (!asked.ledger.has_question(kNow)) continue;
            asked.ledger.answered(EventId{5}, kNow);
            ++questions;
        }
    }
    EXPECT_EQ(questions, 2);
}

// A feed that says what it has forgotten, and does not answer the question for its oldest event.
TEST(GapLedger, APageFromTheFeedsBeginningAnswersTheQuestion) {
    GapLedger ledger;
    GapLedger::Page gone = page(10, 20);
    gone.is_gone = true;
    Instant now = kNow;
    for (int turn = 0; turn < 20; ++turn) {
        ledger.polled(gone, now += 30s);
        ledger.polled(page(60, 70), now += 1s);
        EXPECT_FALSE(ledger.has_question(now));
    }
    EXPECT_EQ(ledger.take_findings().found, Gaps{gap(10, 20)});
}

}  // namespace
}  // namespace scan
