#include <gtest/gtest.h>

#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(PollerHead, AsksExactlyOnceEachPollIntervalAndWritesNothingButTheLease) {
    for (const auto bound : {MemoryFeed::Bound::inclusive, MemoryFeed::Bound::exclusive}) {
        PollerWorld world;
        world.outside.feed.set_bound(bound);
        world.outside.add_events(1, 20);
        world.run_for(5min);  // the late window has passed
        world.outside.calls.clear();
        world.run_for(10min);
        EXPECT_EQ(world.outside.calls[Operation::feed_fetch], 10 * 60 / 5);
        EXPECT_EQ(world.outside.calls[Operation::queue_send], 0);
        EXPECT_EQ(world.outside.calls[Operation::cursor_advance], 0);
        EXPECT_EQ(world.outside.calls[Operation::lease_acquire], 0);
        EXPECT_EQ(world.outside.calls[Operation::lease_renew], 10 * 60 / 5);
        EXPECT_LE(world.outside.calls[Operation::queue_depth], 10 * 60 / 5);
    }
}

TEST(PollerHead, AnEmptyFeedIsAskedOnceEachPollInterval) {
    PollerWorld world;
    world.run_for(10min);
    EXPECT_EQ(world.requests(), 10u * 60 / 5);
}

TEST(PollerHead, PollsAgainAtOnceAfterAPageWithUnknownIds) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 2;
    PollerWorld world(settings);
    world.outside.add_events(1, 50);
    world.run_for(1s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{50});
}

TEST(PollerHead, AFeedThatAlwaysHasSomethingNewIsNotAskedOnceEachRoundTrip) {
    PollerWorld world;
    world.timetable.remove(world.worker->poller);
    world.timetable.add(world.worker->poller, 20ms);
    world.outside.add_events(1, 100);
    for (std::int64_t id = 101; id <= 6000; ++id) {
        world.outside.feed.add(scan_event(id));
        world.run_for(10ms);
    }
    EXPECT_LE(world.requests(), 60u * 4);
    EXPECT_LE(world.outside.queue.depth().undone(), 60u * 4);
    EXPECT_GE(world.outside.cursor().last_event_id, EventId{5900});
}

TEST(PollerHead, IsCaughtUpAfterTwoPollsThatBroughtNothingUnknown) {
    PollingWorkerSettings settings;
    settings.poller.late_window = Duration::zero();
    PollerWorld world(settings);
    world.outside.add_events(1, 3);
    world.run_for(4s);
    EXPECT_FALSE(world.worker->held.report().caught_up_at);
    world.run_for(2s);
    EXPECT_TRUE(world.worker->held.report().caught_up_at);
}

TEST(PollerHead, AFailedPollBetweenTwoQuietOnesIsNotCaughtUp) {
    PollerWorld world;
    world.run_for(1s);
    world.outside.feed.answer_next_with(fail(ErrorCode::transient, "down"));
    world.run_for(5s);
    EXPECT_FALSE(world.worker->held.report().caught_up_at);
    world.run_for(6s);
    EXPECT_TRUE(world.worker->held.report().caught_up_at);
}

TEST(PollerHead, IsNotCaughtUpAnyMoreWhileUnknownEventsAreOnTheirWay) {
    PollerWorld world;
    world.run_for(11s);
    ASSERT_TRUE(world.worker->held.report().caught_up_at);
    world.outside.faults.break_down(Operation::queue_send);
    world.outside.add_events(1, 3);
    world.run_for(5s);
    EXPECT_FALSE(world.worker->held.report().caught_up_at);
}

TEST(PollerHead, IsNotCaughtUpBeforeWhatAFormerHolderOwedWasReadOnce) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    world.outside.add_events(3, 4);
    world.run_for(10s);
    world.restart();
    world.outside.faults.next(Operation::feed_fetch, std::nullopt);
    world.outside.faults.break_down(Operation::feed_fetch);
    world.run_for(500ms);
    ASSERT_EQ(world.record().polls, 1);
    world.run_for(10s);
    EXPECT_FALSE(world.worker->held.report().caught_up_at);
    world.outside.faults.repair(Operation::feed_fetch);
    world.run_for(50s);
    EXPECT_TRUE(world.worker->held.report().caught_up_at);
    EXPECT_EQ(world.outside.queued_ids().size(), 3u + 1);
}

TEST(PollerHead, WhatIsNotOwedIsSettledWhenTheQueueIsSeenEmpty) {
    PollerWorld world;
    world.outside.add_events(1, 3);
    world.run_for(2min);
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{0});
    world.drain_queue();
    world.run_for(20s);
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{3});
    world.outside.add_events(4, 6);
    world.run_for(2min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{6});
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{3});
}

TEST(PollerHead, NothingThatIsOwedIsSettledBecauseALateEventMayStillCome) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    world.outside.add_events(3, 3);
    world.run_for(2s);
    world.drain_queue();
    world.run_for(30s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{3});
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{1});
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{3});
}

// It says "empty" for some time after a message was sent.
TEST(PollerHead, AnEstimateSettlesOnlyWhatWasSentBeforeTheFirstOfThree) {
    PollingWorkerSettings settings;
    settings.poller.poll_interval = 200ms;
    PollerWorld world(settings);
    world.outside.queue.estimate({.exact = false});
    world.outside.add_events(1, 3);
    world.run_for(3min);
    ASSERT_EQ(world.outside.cursor().settled_event_id, EventId{3});
    std::vector<std::int64_t> sent = {3, 3, 3};
    for (std::int64_t id = 4; id < 60; ++id) {
        world.outside.add_events(id, id);
        world.run_for(1s);
        const std::int64_t settled = world.worker->held.report().settled_event_id.value;
        EXPECT_LE(settled, sent[sent.size() - 2]) << "two checks ago";
        sent.push_back(std::ranges::max(world.outside.queued_ids()));
    }
    world.run_for(3min);
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{59});
}

TEST(PollerHead, MessagesInFlightAreNotSettled) {
    PollerWorld world;
    world.outside.add_events(1, 3);
    world.run_for(2s);
    ASSERT_FALSE(world.outside.queue.take(10, 10min).empty());
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{0});
}

}  // namespace
}  // namespace scan
