#include "pipeline/reading/poller.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

PollingWorkerSettings small_pages(std::uint32_t page_limit, std::size_t events_a_message = 250) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = page_limit;
    settings.poller.message.events_max = events_a_message;
    return settings;
}

TEST(Poller, ReadsTheWholeFeedIntoTheQueueAndMovesTheCursorToItsEnd) {
    PollerWorld world(small_pages(10));
    world.outside.add_events(1, 95);
    world.run_for(2s);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 95));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{95});
    EXPECT_FALSE(world.outside.cursor().is_new);
    EXPECT_EQ(world.record().resumed_from, std::vector<std::int64_t>{0});
}

TEST(Poller, KeepsEveryByteOfAnEvent) {
    PollerWorld world;
    const std::string text =
        R"({ "EventId" : 1,"ParcelId":"7", "Type":"STATUS","CreatedDateTimeUtc":"2026-01-01T00:00:00Z","x":[1, 2.50]})";
    world.outside.feed.add(EventId{1}, text);
    world.run_for(1s);
    EXPECT_EQ(world.outside.queued_texts(), std::vector{text});
}

TEST(Poller, ANewStoreStartsBeforeTheFirstEventId) {
    PollingWorkerSettings settings;
    settings.poller.first_event_id = EventId{41};
    PollerWorld world(settings);
    world.outside.add_events(30, 50);
    world.run_for(1s);
    EXPECT_EQ(world.outside.feed.requests().front().from, EventId{40});
    EXPECT_EQ(world.outside.queued_ids(), ids(41, 50));
}

TEST(Poller, AsksFromZeroOnANewStore) {
    PollerWorld world;
    world.run_for(1s);
    EXPECT_EQ(world.outside.feed.requests().front(),
              (MemoryFeed::Request{.from = EventId{0}, .limit = 1000}));
}

TEST(Poller, SavesTheCursorOnlyAfterTheQueueHasAcceptedAllMessages) {
    PollerWorld world(small_pages(1000, 1));
    world.outside.add_events(1, 3);
    world.outside.faults.next(Operation::queue_send_entry, std::nullopt);
    world.outside.faults.next(Operation::queue_send_entry, Fault{});
    while (world.outside.queue.bodies().size() < 3) {
        world.run_for(1ms);
        if (world.outside.queue.bodies().size() < 3) {
            ASSERT_EQ(world.outside.cursor().last_event_id, EventId{0});
        }
    }
    world.run_for(100ms);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{3});
}

TEST(Poller, SendsAgainOnlyTheMessagesThatTheQueueDidNotTake) {
    PollerWorld world(small_pages(1000, 1));
    world.outside.add_events(1, 4);
    for (const bool fails : {false, true, false, true})
        world.outside.faults.next(Operation::queue_send_entry,
                                  fails ? std::optional<Fault>(Fault{}) : std::nullopt);
    world.run_for(2s);
    EXPECT_EQ(world.outside.queued_ids(), (std::vector<std::int64_t>{1, 3, 2, 4}));
    EXPECT_EQ(world.record().errors.size(), 1u);
    EXPECT_EQ(world.record().recoveries, 1);
}

TEST(Poller, SendsAgainWhatWasTakenWhileTheAnswerWasLost) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    world.outside.faults.next(Operation::queue_send, Fault{.moment = Fault::Moment::after});
    world.run_for(2s);
    EXPECT_EQ(world.outside.queued_ids(), (std::vector<std::int64_t>{1, 2, 3, 4, 1, 2, 3, 4}));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{4});
}

TEST(Poller, SendsThePageAgainWhenTheCursorWasNotSaved) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    world.outside.faults.break_down(Operation::cursor_advance);
    ASSERT_TRUE(
        world.timetable.run_until([&] { return !world.outside.queue.bodies().empty(); }, 1s));
    world.kill();
    world.outside.faults.repair(Operation::cursor_advance);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{0});
    world.start();
    world.run_for(1s);
    EXPECT_EQ(world.outside.queued_ids(), (std::vector<std::int64_t>{1, 2, 3, 4, 1, 2, 3, 4}));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{4});
}

TEST(Poller, SavesTheCursorAgainWhenTheOutcomeIsUnknown) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    world.outside.faults.next(Operation::cursor_advance, Fault{.moment = Fault::Moment::after});
    world.run_for(2s);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 4));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{4});
    EXPECT_EQ(world.record().moves, std::vector<std::int64_t>{4});
}

TEST(Poller, HoldsItsPageWhileTheQueueIsDownAndTheCursorStandsStill) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    world.outside.faults.break_down(Operation::queue_send);
    world.run_for(1h);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{0});
    EXPECT_EQ(world.requests(), 1u);
    EXPECT_LE(*std::ranges::max_element(world.record().delays), 5s);
    world.outside.faults.repair(Operation::queue_send);
    world.run_for(6s);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 4));
    EXPECT_EQ(world.record().recoveries, 1);
}

TEST(Poller, ALateScanDoesNotSayThatAQueueWorksAgain) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    world.outside.add_events(9, 12);  // below which ids may still come
    world.run_for(1s);
    world.outside.faults.break_down(Operation::queue_depth);
    const std::size_t before = world.requests();
    world.run_for(10min);
    EXPECT_GT(world.requests_since(before), 0u) << "the late window is read";
    EXPECT_FALSE(world.record().delays.empty());
    EXPECT_EQ(world.record().recoveries, 0);
    world.outside.faults.repair(Operation::queue_depth);
    world.run_for(10s);
    EXPECT_EQ(world.record().recoveries, 1);
}

TEST(Poller, StopsPollingSoonWhileTheStoreIsDown) {
    PollerWorld world(small_pages(10));
    world.outside.add_events(1, 1000);
    ASSERT_TRUE(world.timetable.run_until(
        [&] { return world.outside.cursor().last_event_id.value == 10; }, 1s));
    world.outside.break_store();
    const std::size_t before = world.requests();
    world.run_for(10h);
    EXPECT_LE(world.requests_since(before), 32u);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{10});
    world.outside.repair_store();
    world.run_for(10s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{1000});
}

TEST(Poller, MovesTheCursorAtMostOnceAQuarterOfASecondInABacklogAndAtOnceAtTheEnd) {
    PollerWorld world(small_pages(10));
    world.outside.add_events(1, 1000);
    std::set<std::int64_t> stood_at;
    ASSERT_TRUE(world.timetable.run_until(
        [&] {
            stood_at.insert(world.outside.cursor().last_event_id.value);
            return world.outside.cursor().last_event_id.value == 1000;
        },
        10s));
    EXPECT_LE(stood_at.size(), 2 + 100 / 32 + 1);
    world.outside.add_events(1001, 1003);
    ASSERT_TRUE(world.timetable.run_until(
        [&] { return world.outside.cursor().last_event_id.value == 1003; }, 10s));
}

TEST(Poller, AtAStopTheCursorMovesOverAllThatWasSent) {
    PollerWorld world(small_pages(10));
    world.outside.add_events(1, 1000);
    ASSERT_TRUE(
        world.timetable.run_until([&] { return world.outside.queued_ids().size() >= 100; }, 1s));
    std::stop_source stop;
    stop.request_stop();
    Next next = Next::now();
    while (next.kind != Next::Kind::finished)
        next = world.worker->poller.step({.finish = stop.get_token(), .abandon = {}});
    const auto sent = world.outside.queued_ids();
    EXPECT_EQ(world.outside.cursor().last_event_id.value, *std::ranges::max_element(sent));
}

TEST(Poller, GoesOnWhereItWasWhenTheStoreComesBackAfterTheLeaseRanOut) {
    PollingWorkerSettings settings = small_pages(10);
    settings.poller.late_window = Duration::zero();
    PollerWorld world(settings);
    world.outside.add_events(1, 100);
    world.run_for(2s);
    const LeaseEpoch epoch = world.outside.store.tables().lease.epoch;
    world.outside.break_store();
    world.run_for(1min);
    world.outside.repair_store();
    const std::size_t before = world.requests();
    world.run_for(10s);
    ASSERT_EQ(world.outside.store.tables().lease.epoch, epoch);
    for (std::size_t i = before; i < world.requests(); ++i)
        EXPECT_EQ(world.outside.feed.requests()[i].from, EventId{100});
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 100));
}

TEST(Poller, FinishesWithWhatItHasInHand) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    ASSERT_TRUE(world.timetable.run_until([&] { return world.requests() == 1; }, 1s));
    world.timetable.remove(world.worker->keeper);
    world.timetable.request_finish();
    world.run_for(1s);
    EXPECT_FALSE(world.timetable.has(world.worker->poller));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{4});
    EXPECT_EQ(world.requests(), 1u);
}

TEST(Poller, FinishesAtOnceWhenWhatItHasInHandCannotBeSent) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    world.outside.faults.break_down(Operation::queue_send);
    ASSERT_TRUE(world.timetable.run_until([&] { return !world.record().errors.empty(); }, 1s));
    world.timetable.remove(world.worker->keeper);
    world.timetable.request_finish();
    world.run_for(1s);
    EXPECT_FALSE(world.timetable.has(world.worker->poller));
}

TEST(Poller, FinishesWhenTheLeaseIsGivenBackBeforeItsWorkIsDone) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    world.outside.faults.break_down(Operation::queue_send);
    ASSERT_TRUE(world.timetable.run_until([&] { return world.requests() == 1; }, 1s));
    world.worker->held.revoke(world.worker->held.tenure()->epoch);
    world.timetable.remove(world.worker->keeper);
    world.timetable.request_finish();
    world.run_for(1s);
    EXPECT_FALSE(world.timetable.has(world.worker->poller));
}

TEST(Poller, DoesNothingWithoutTheLease) {
    PollerWorld world;
    world.timetable.remove(world.worker->keeper);
    world.outside.add_events(1, 4);
    world.run_for(1h);
    EXPECT_EQ(world.requests(), 0u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(Poller, DoesNotAskTheQueueAgainBeforeItWantsIt) {
    PollerWorld world;
    world.outside.add_events(1, 4);
    world.outside.faults.next(Operation::queue_send,
                              Fault{.error = {ErrorCode::throttled, "slower", 9s}});
    world.run_for(8s);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
    world.run_for(2s);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 4));
}

}  // namespace
}  // namespace scan
