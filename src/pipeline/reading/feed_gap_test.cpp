#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/testing/rested_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(FeedGap, IsRecordedWhenTheFeedForgotEventsWhileNobodyRead) {
    for (const auto bound : {MemoryFeed::Bound::inclusive, MemoryFeed::Bound::exclusive}) {
        RestedWorld world(bound);
        world.outside.feed.forget_up_to(EventId{15});
        world.start();
        world.run_for(20s);
        EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
        EXPECT_EQ(world.record().gaps, std::vector{k10To16});
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    }
}

// As by SIGSTOP, or a machine that sleeps; and the lease is renewed before the poller sees that it had run out.
TEST(FeedGap, IsRecordedWhenTheFeedForgotWhileTheProcessWasSuspended) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(6s);
    world.outside.clock.advance(5min);
    world.outside.add_events(11, 30);
    world.outside.feed.forget_up_to(EventId{15});
    static_cast<void>(world.worker->keeper.step(world.timetable.phases()));
    world.run_for(20s);
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
}

TEST(FeedGap, IsSavedInTheCursorsTransaction) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{15});
    world.outside.faults.break_down(Operation::cursor_advance);
    world.start();
    world.run_for(16s);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{10});
    world.outside.faults.repair(Operation::cursor_advance);
    world.run_for(10s);
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
}

TEST(FeedGap, IsNotLostWhenTheLeaseRunsOutBeforeItWasSaved) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{15});
    world.start();
    ASSERT_TRUE(world.timetable.run_until([&] { return probes(world) == 1; }, 10s));
    world.outside.break_store();
    world.run_for(30s);
    world.outside.repair_store();
    world.run_for(20s);
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
}

TEST(FeedGap, IsRecordedWhenTheFeedForgotDuringItsOwnOutage) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(6s);
    world.outside.faults.break_down(Operation::feed_fetch);
    world.run_for(24h);
    world.outside.add_events(11, 30);
    world.outside.feed.forget_up_to(EventId{15});
    world.outside.faults.repair(Operation::feed_fetch);
    world.run_for(1min);
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
}

TEST(FeedGap, IsRecordedWhenTheFeedForgotWhileTheQueueWasFullOrDownOrTheStoreWasDown) {
    for (const int outage : {0, 1, 2}) {
        PollingWorkerSettings settings;
        settings.poller.back_pressure.depth_max = 10;
        settings.poller.message.events_max = 1;
        MemoryQueueSettings unlimited;
        unlimited.receive_count_max.reset();
        PollerWorld world(settings, unlimited);
        world.outside.add_events(1, 10);
        world.run_for(2min);
        ASSERT_EQ(world.outside.cursor().last_event_id, EventId{10});
        if (outage > 0) {
            world.drain_queue();
            world.run_for(1min);
        }
        if (outage == 1) world.outside.faults.break_down(Operation::queue_depth);
        if (outage == 2) world.outside.break_store();
        world.run_for(24h);
        world.outside.add_events(11, 30);
        world.outside.feed.forget_up_to(EventId{15});
        if (outage == 0) world.drain_queue();
        world.outside.faults.repair(Operation::queue_depth);
        world.outside.repair_store();
        world.run_for(1min);
        EXPECT_EQ(saved_gaps(world), std::vector{k10To16}) << outage;
    }
}

TEST(FeedGap, IsRecordedWhenTheFeedForgotEverythingAndWentOnLater) {
    for (const bool gone : {false, true}) {
        RestedWorld world;
        world.outside.feed.forget_up_to(EventId{30});
        if (gone) world.outside.feed.answer_forgotten_with_gone();
        world.start();
        world.run_for(30s);
        world.outside.add_events(31, 40);
        world.run_for(2min);
        EXPECT_EQ(
            saved_gaps(world),
            (std::vector<FeedGap>{{.after_event_id = EventId{10}, .before_event_id = EventId{31}}}))
            << gone;
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{40});
    }
}

TEST(FeedGap, EachOfTwoThatFollowWithinAMinuteIsRecorded) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{15});
    world.settings.poller.page_limit = 5;
    world.start();
    ASSERT_TRUE(world.timetable.run_until(
        [&] { return world.outside.cursor().last_event_id == EventId{20}; }, 10s));
    world.outside.feed.forget_up_to(EventId{25});
    world.run_for(2min);
    EXPECT_EQ(saved_gaps(world),
              (std::vector<FeedGap>{
                  k10To16, {.after_event_id = EventId{20}, .before_event_id = EventId{26}}}));
}

TEST(FeedGap, IsRecordedWhenTheFeedAnswersGone) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{15});
    world.outside.feed.answer_forgotten_with_gone();
    world.start();
    world.run_for(20s);
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
}

// A page without events is no end of a feed that shows, when it is asked from below, what stands above, nor of one that showed the event
// at the cursor a moment ago.
TEST(FeedGap, IsToldWhereTheFeedShowedNoPageForAWhile) {
    for (const bool was_at_head : {false, true}) {
        PollerWorld world;
        bool is_mute = false;
        world.outside.feed.intercept(
            [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
                if (!is_mute || request.limit < 10) return std::nullopt;
                return FeedReply{.kind = FeedReply::Kind::page, .body = "[]"};
            });
        world.outside.add_events(1, 10);
        world.run_for(1min);
        is_mute = true;
        if (!was_at_head) world.restart();
        world.outside.add_events(11, 30);
        world.run_for(1min);
        world.outside.feed.forget_up_to(EventId{15});
        is_mute = false;
        world.run_for(2min);
        EXPECT_EQ(saved_gaps(world), std::vector{k10To16}) << was_at_head;
    }
}

TEST(FeedGap, IsToldDirectlyAboveTheFirstEventWhereTheFeedShowedThat) {
    for (const bool is_another_process : {false, true}) {
        PollerWorld world;
        world.outside.add_events(1, 1);
        world.outside.add_events(5, 10);
        world.run_for(1s);
        if (is_another_process) world.kill();
        world.outside.add_events(3, 3);
        world.outside.feed.forget_up_to(EventId{4});
        if (is_another_process) world.start();
        world.run_for(5min);
        const FeedGap expected{
            .after_event_id = EventId{1}, .before_event_id = EventId{5}, .is_proven = false};
        EXPECT_EQ(saved_gaps(world), std::vector{expected}) << is_another_process;
    }
}

TEST(FeedGap, IsToldThoughTheFirstMoveOfTheCursorWasNeverAnswered) {
    PollerWorld world;
    world.outside.add_events(6, 10);
    world.outside.faults.next(Operation::cursor_advance, Fault{.moment = Fault::Moment::after});
    // Nothing else is answered until the lease has run out, and then it is prolonged.
    ASSERT_TRUE(world.timetable.run_until(
        [&] { return world.outside.cursor().last_event_id == EventId{10}; }, 10s));
    world.outside.break_store();
    world.run_for(1min);
    world.outside.add_events(11, 30);
    world.outside.feed.forget_up_to(EventId{15});
    world.outside.repair_store();
    world.run_for(2min);
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
    EXPECT_EQ(world.record().epochs.size(), 1u);
}

}  // namespace
}  // namespace scan
