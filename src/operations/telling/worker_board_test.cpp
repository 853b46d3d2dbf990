#include "operations/telling/worker_board.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

const Error kAway{ErrorCode::transient, "no connection"};

class WorkerBoardTest : public testing::Test {
protected:
    std::vector<ConditionId> signs() {
        std::vector<ConditionId> ids;
        for (const Sign& sign : board_.read(true, true).signs) ids.push_back(sign.id);
        return ids;
    }
    void fail(PortLine line, ConditionId trouble) {
        board_.call_begins(line);
        board_.call_failed(line, trouble, kAway);
    }
    void work(PortLine line) {
        board_.call_begins(line);
        board_.call_worked(line);
    }

    ManualClock clock_;
    WorkerBoard board_{clock_};
};

TEST_F(WorkerBoardTest, AnOutageBeginsWithItsFirstFailureAndEndsWithTheFirstSuccess) {
    const PortLine feed = board_.add_line(Dependency::feed, "poller", 30s);
    work(feed);
    EXPECT_TRUE(signs().empty());
    clock_.advance(10s);
    const UtcTime began = clock_.utc_now();
    fail(feed, ConditionId::feed_unreachable);
    clock_.advance(10s);
    fail(feed, ConditionId::feed_failing);
    const WorkerFacts facts = board_.read(true, true);
    ASSERT_EQ(facts.signs.size(), 1U);
    EXPECT_EQ(facts.signs[0].id, ConditionId::feed_failing);
    EXPECT_EQ(facts.signs[0].since, began);
    EXPECT_EQ(facts.signs[0].detail, "no connection");
    EXPECT_TRUE(facts.signs[0].last_good.has_value());
    work(feed);
    EXPECT_TRUE(signs().empty());
}

TEST_F(WorkerBoardTest, OneLineThatFailsIsAnOutageThoughAnotherWorks) {
    const PortLine poller = board_.add_line(Dependency::queue, "poller", 30s);
    const PortLine processor = board_.add_line(Dependency::queue, "processor", 30s);
    fail(poller, ConditionId::queue_denied);
    work(processor);
    EXPECT_EQ(signs(), std::vector{ConditionId::queue_denied});
    clock_.advance(6min);
    work(processor);
    EXPECT_TRUE(signs().empty()) << "the one that failed is not used any more";
}

TEST_F(WorkerBoardTest, ACallThatIsTooLongIsAStuckStage) {
    const PortLine store = board_.add_line(Dependency::store, "processor", 30s);
    board_.call_begins(store);
    clock_.advance(30s);
    EXPECT_TRUE(signs().empty());
    clock_.advance(1s);
    ASSERT_EQ(signs(), std::vector{ConditionId::stage_stuck});
    EXPECT_EQ(board_.read(true, true).signs[0].detail,
              "the processor is stuck in a call of the store");
    board_.call_worked(store);
    EXPECT_TRUE(signs().empty());
}

TEST_F(WorkerBoardTest, APageThatCannotBeReadIsAFailingFeedUntilTheNextPage) {
    const PortLine feed = board_.add_line(Dependency::feed, "poller", 30s);
    work(feed);
    board_.poller_waits({ErrorCode::rejected, "<html> is no page"}, 5s);
    EXPECT_EQ(signs(), std::vector{ConditionId::feed_failing});
    EXPECT_TRUE(board_.read(true, true).polling->is_waiting);
    board_.polled(3, 3);
    EXPECT_TRUE(signs().empty());
    EXPECT_FALSE(board_.read(true, true).polling->is_waiting);
}

TEST_F(WorkerBoardTest, AWaitForTheQueueIsNotLaidToTheFeed) {
    const PortLine queue = board_.add_line(Dependency::queue, "poller", 30s);
    fail(queue, ConditionId::queue_unreachable);
    board_.poller_waits(kAway, 5s);
    EXPECT_EQ(signs(), std::vector{ConditionId::queue_unreachable});
    clock_.advance(6s);
    EXPECT_FALSE(board_.read(true, true).polling->is_waiting) << "the wait is over";
}

TEST_F(WorkerBoardTest, TheHeadIsLeftWithNewEventsAndWithAnError) {
    board_.polled(1, 0);
    const UtcTime head = clock_.utc_now();
    EXPECT_TRUE(board_.read(true, true).polling->is_at_head);
    clock_.advance(5s);
    board_.poller_waits(kAway, 1s);
    EXPECT_FALSE(board_.read(true, true).polling->is_at_head);
    EXPECT_EQ(board_.read(true, true).polling->at_head_at, head);
}

TEST_F(WorkerBoardTest, ASteadyFeedIsAtItsHeadWhileItsPagesAreNotFull) {
    const auto is_at_head = [this] { return board_.read(true, true).polling->is_at_head; };
    for (int i = 0; i < 20; ++i) board_.polled(1000, 1000);
    EXPECT_FALSE(is_at_head());
    board_.polled(400, 400);
    EXPECT_TRUE(is_at_head());
    board_.polled(900, 900);
    EXPECT_FALSE(is_at_head());
}

TEST_F(WorkerBoardTest, WhoLosesTheLeaseKnowsNothingOfTheFeed) {
    board_.lease_is_held(true);
    board_.polled(1, 0);
    board_.raise(ConditionId::feed_reset, "reset");
    board_.lease_is_held(false);
    const WorkerFacts facts = board_.read(true, true);
    EXPECT_TRUE(facts.signs.empty());
    EXPECT_FALSE(facts.polling->is_at_head || facts.polling->holds_lease);
    EXPECT_FALSE(facts.polling->lease_held_since);
}

TEST_F(WorkerBoardTest, TheLeaseIsHeldSinceItWasGottenAndNotSinceItWasProlonged) {
    board_.lease_is_held(true);
    const UtcTime since = clock_.utc_now();
    clock_.advance(10s);
    board_.lease_is_held(true);
    EXPECT_EQ(board_.read(true, true).polling->lease_held_since, since);
}

TEST_F(WorkerBoardTest, ABatchIsHeldFromItsFirstMessageToItsAcknowledgement) {
    const PortLine queue = board_.add_line(Dependency::queue, "processor", 30s);
    const UtcTime began = clock_.utc_now();
    board_.received(queue, 2);
    clock_.advance(3s);
    board_.received(queue, 1);
    EXPECT_EQ(board_.read(true, true).processing->held_since, began);
    EXPECT_EQ(board_.read(true, true).processing->progress_at, std::nullopt);
    board_.settled(queue, 3);
    EXPECT_EQ(board_.read(true, true).processing->held_since, std::nullopt);
    EXPECT_EQ(board_.read(true, true).processing->progress_at, clock_.utc_now());
}

TEST_F(WorkerBoardTest, WhatIsToldOnceHoldsForItsTime) {
    board_.raise_for(ConditionId::ids_forgotten, "too many", 1h);
    clock_.advance(59min);
    EXPECT_EQ(signs(), std::vector{ConditionId::ids_forgotten});
    clock_.advance(1min);
    EXPECT_TRUE(signs().empty());
}

TEST_F(WorkerBoardTest, AStepOfTheWallClockMakesNothingLongerOrShorter) {
    for (const Duration step : {Duration(5h), Duration(-5h)}) {
        WorkerBoard board(clock_);
        const PortLine feed = board.add_line(Dependency::feed, "poller", 30s);
        const PortLine queue = board.add_line(Dependency::queue, "processor", 30s);
        board.call_begins(feed);
        board.call_worked(feed);
        board.polled(1, 0);
        board.received(queue, 1);
        board.raise(ConditionId::queue_full, "full");
        board.came_late(5s);
        clock_.advance(1s);
        board.call_begins(feed);
        board.call_failed(feed, ConditionId::feed_unreachable, kAway);
        board.poller_waits(kAway, 8s);
        clock_.advance(2s);
        clock_.jump_utc(step);
        const WorkerFacts facts = board.read(true, true);
        const auto age = [&](std::optional<UtcTime> at) { return between(*at, facts.told_at); };
        EXPECT_EQ(age(facts.started_at), 3s);
        EXPECT_EQ(age(facts.polling->asked_at), 2s);
        EXPECT_EQ(age(facts.polling->at_head_at), 3s);
        EXPECT_EQ(age(facts.processing->held_since), 3s);
        EXPECT_EQ(age(facts.lateness_at), 3s);
        ASSERT_EQ(facts.signs.size(), 2U);
        EXPECT_EQ(age(facts.signs[0].since), 3s);
        EXPECT_EQ(age(facts.signs[1].since), 2s);
        EXPECT_EQ(age(facts.signs[1].last_good), 3s);
        EXPECT_EQ(age(facts.signs[1].next_try), -6s);
    }
}

TEST_F(WorkerBoardTest, RatesAreOfTheLastMinute) {
    for (int i = 0; i < 24; ++i) {
        board_.sent(1, 50);
        board_.applied(40);
        clock_.advance(5s);
    }
    EXPECT_NEAR(board_.read(true, true).polling->events_per_second, 10, 0.2);
    EXPECT_NEAR(board_.read(true, true).processing->events_per_second, 8, 0.2);
    clock_.advance(2min);
    EXPECT_EQ(board_.read(true, true).polling->events_per_second, 0);
}

}  // namespace
}  // namespace scan
