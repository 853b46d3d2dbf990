#include "pipeline/gap_probe.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

std::ptrdiff_t probes(const PollerWorld& world) {
    return std::ranges::count(world.outside.feed.requests(),
                              MemoryFeed::Request{.from = EventId{1}, .limit = 1});
}

std::vector<FeedGap> saved_gaps(const PollerWorld& world) {
    std::vector<FeedGap> gaps;
    for (const MemoryFeedGap& row : world.outside.store.tables().feed_gaps) gaps.push_back(row.gap);
    return gaps;
}

const FeedGap k10To16{.after_event_id = EventId{10}, .before_event_id = EventId{16}};

// A worker that has read 1 to 10 and is gone, while the feed went on to 30.
struct AfterRest : PollerWorld {
    explicit AfterRest(MemoryFeed::Bound bound = MemoryFeed::Bound::inclusive) {
        outside.feed.set_bound(bound);
        outside.add_events(1, 10);
        run_for(6s);
        kill();
        outside.add_events(11, 30);
    }
};

TEST(FeedGap, IsRecordedWhenTheFeedForgotEventsWhileNobodyRead) {
    for (const auto bound : {MemoryFeed::Bound::inclusive, MemoryFeed::Bound::exclusive}) {
        AfterRest world(bound);
        world.outside.feed.forget_up_to(EventId{15});
        world.start();
        world.run_for(20s);
        EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
        EXPECT_EQ(world.record().gaps, std::vector{k10To16});
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    }
}

TEST(FeedGap, IsSavedInTheCursorsTransaction) {
    AfterRest world;
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
    AfterRest world;
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
        AfterRest world;
        world.outside.feed.forget_up_to(EventId{30});
        if (gone) world.outside.feed.answer_forgotten_with_gone();
        world.start();
        world.run_for(2min);
        world.outside.add_events(31, 40);
        world.run_for(2min);
        EXPECT_EQ(
            saved_gaps(world),
            (std::vector<FeedGap>{{.after_event_id = EventId{10}, .before_event_id = EventId{31}}}))
            << gone;
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{40});
    }
}

TEST(FeedGap, IsRecordedWhenTheFeedAnswersGone) {
    AfterRest world;
    world.outside.feed.forget_up_to(EventId{15});
    world.outside.feed.answer_forgotten_with_gone();
    world.start();
    world.run_for(20s);
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
}

TEST(FeedGap, IsNoneWhereOnlyTheEventAtTheCursorIsGone) {
    AfterRest world;
    world.outside.feed.forget_up_to(EventId{10});
    world.start();
    world.run_for(20s);
    EXPECT_TRUE(saved_gaps(world).empty());
}

TEST(FeedGap, AnExclusiveFeedRaisesNoAlarm) {
    AfterRest world(MemoryFeed::Bound::exclusive);
    const auto before = probes(world);
    world.start();
    world.run_for(20s);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_TRUE(world.record().resets.empty());
    EXPECT_EQ(probes(world) - before, 1);
}

TEST(FeedGap, IsNoneWhereTheEventAtTheCursorWasDeletedAlone) {
    PollerWorld world;
    world.outside.add_events(1, 9);
    const std::string tenth = encode_page(
        std::vector<std::string_view>{feed_text(scan_event(9)), feed_text(scan_event(10))});
    world.run_for(1s);
    world.outside.feed.answer_next_with_page(tenth);
    world.run_for(5s);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{10});
    world.restart();
    world.outside.add_events(20, 30);
    const auto before = probes(world);
    world.run_for(20s);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(probes(world) - before, 1);
}

TEST(FeedGap, IsNeverAskedForOnANewStore) {
    PollingWorkerSettings settings;
    settings.first_event_id = EventId{5};
    PollerWorld world(settings);
    world.outside.add_events(20, 30);
    world.run_for(1min);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(probes(world), 0);
}

TEST(FeedGap, IsNeverAskedForAfterTheCursorWasSet) {
    AfterRest world;
    world.outside.feed.forget_up_to(EventId{15});
    MemoryCursorStore cursors(world.outside.store);
    ASSERT_TRUE(cursors.set(EventId{5}, "a test"));
    world.start();
    world.run_for(1min);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(probes(world), 0);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
}

TEST(FeedGap, IsNotAskedForAtTheHead) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(2min);
    world.outside.feed.forget_up_to(EventId{10});
    world.outside.add_events(20, 30);
    world.run_for(5s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(probes(world), 0);
}

TEST(FeedGap, IsAskedForAtMostOnceAMinuteWhileAnExclusiveFeedIsRead) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 2;
    PollerWorld world(settings);
    world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
    for (std::int64_t id = 1; id <= 600; ++id) {
        world.outside.feed.add(scan_event(id));
        world.run_for(1s);
    }
    EXPECT_LE(probes(world), 10);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_TRUE(world.record().resets.empty());
}

TEST(FeedGap, IsNeverAskedForByALateScan) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(1s);
    world.outside.feed.forget_up_to(EventId{9});
    world.run_for(1min);
    EXPECT_EQ(probes(world), 0);
    EXPECT_TRUE(saved_gaps(world).empty());
}

TEST(FeedGap, AProbeThatFailsIsAskedAgainBeforeTheCursorMoves) {
    AfterRest world;
    world.outside.feed.forget_up_to(EventId{15});
    world.outside.faults.next(Operation::feed_fetch, std::nullopt);
    world.outside.faults.next(Operation::feed_fetch, Fault{});
    world.start();
    world.run_for(16s);
    EXPECT_EQ(world.record().errors.size(), 1u);
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
}

TEST(FeedGap, AFeedThatIsEmptyFromTheCursorOnAndNotFromItsStartWasReset) {
    AfterRest world;
    world.outside.feed.forget_up_to(EventId{30});
    world.outside.add_events(1, 3);
    world.start();
    world.run_for(5min);
    EXPECT_EQ(world.record().resets, std::vector<std::int64_t>{10});
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{10});
}

TEST(FeedGap, AnExclusiveFeedAtItsHeadWasNotReset) {
    PollerWorld world;
    world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
    world.outside.add_events(1, 10);
    world.run_for(10s);
    world.restart();
    world.run_for(10min);
    EXPECT_TRUE(world.record().resets.empty());
    EXPECT_LE(probes(world), 2);
}

}  // namespace
}  // namespace scan
