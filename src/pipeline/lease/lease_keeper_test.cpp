#include "pipeline/lease/lease_keeper.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// A second process beside the world's own.
struct TwoWorkers : PollerWorld {
    TwoWorkers() {
        PollingWorkerSettings other = settings;
        other.name = "second";
        other.seed = 2;
        second = std::make_unique<PollingWorker>(outside, other);
        run_for(1s);
        timetable.add(second->keeper);
        timetable.add(second->poller);
        outside.add_events(1, 5);
        run_for(10s);
    }
    std::unique_ptr<PollingWorker> second;
};

TEST(LeaseKeeper, OnlyTheHolderPolls) {
    TwoWorkers world;
    world.run_for(1h);
    EXPECT_GT(world.record().polls, 700);
    EXPECT_EQ(world.second->record.polls, 0);
    EXPECT_EQ(world.outside.store.tables().lease.epoch, LeaseEpoch{1});
}

TEST(LeaseKeeper, AnotherWorkerPollsWithinTheDurationAndASecondAfterTheHolderDied) {
    for (int wait = 0; wait < 50; ++wait) {
        TwoWorkers world;
        world.run_for(wait * 113ms);
        const Instant died = world.outside.clock.now();
        world.kill();
        const std::size_t before = world.requests();
        ASSERT_TRUE(
            world.timetable.run_until([&] { return world.requests_since(before) > 0; }, 1h));
        EXPECT_LE(world.outside.clock.now() - died, 15s + 1s) << wait;
        EXPECT_EQ(world.outside.store.tables().lease.holder, "second");
    }
}

TEST(LeaseKeeper, RenewsAtAThirdOfTheDuration) {
    PollerWorld world;
    world.run_for(1s);
    world.outside.calls.clear();
    world.run_for(150s);
    EXPECT_EQ(world.outside.calls[Operation::lease_renew], 30);
}

TEST(LeaseKeeper, KeepsTheLeaseWhileThePollerIsInASlowCall) {
    TwoWorkers world;
    world.timetable.remove(world.worker->poller);
    world.run_for(10min);
    EXPECT_EQ(world.outside.store.tables().lease.holder, "first");
    EXPECT_EQ(world.second->record.polls, 0);
}

TEST(LeaseKeeper, APausedFormerHolderCannotMoveTheCursor) {
    TwoWorkers world;
    world.outside.add_events(6, 10);
    ASSERT_TRUE(
        world.timetable.run_until([&] { return world.outside.queue.bodies().size() == 2; }, 10s));
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{5});
    world.timetable.remove(world.worker->keeper);
    world.timetable.remove(world.worker->poller);
    world.run_for(20s);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{10});
    const auto moved = world.worker->cursors.advance(LeaseEpoch{1}, {.last_event_id = {99}});
    ASSERT_TRUE(moved);
    EXPECT_FALSE(*moved);
    world.timetable.add(world.worker->poller);
    world.timetable.add(world.worker->keeper);
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{10});
    EXPECT_FALSE(world.worker->held.tenure());
    EXPECT_EQ(world.record().leases_lost, 1);
}

TEST(LeaseKeeper, AFormerHolderThatBelievesInItsLeaseStopsAtTheCursor) {
    TwoWorkers world;
    const LeaseEpoch epoch = world.worker->held.tenure()->epoch;
    // The process was suspended and its clock did not notice.
    world.timetable.remove(world.worker->keeper);
    world.timetable.remove(world.worker->poller);
    world.run_for(30s);
    world.worker->held.prolong(world.outside.clock.now() + 1h);
    world.outside.add_events(11, 20);
    world.timetable.add(world.worker->poller);
    world.run_for(10s);
    EXPECT_FALSE(world.worker->held.tenure());
    EXPECT_GT(world.outside.store.tables().lease.epoch, epoch);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{20});
}

TEST(LeaseKeeper, SettingTheCursorMakesTheHolderGoOnFromThere) {
    for (const std::int64_t target : {2, 50}) {
        PollerWorld world;
        world.outside.add_events(1, 5);
        world.run_for(3min);
        MemoryCursorStore operators(world.outside.store);
        ASSERT_TRUE(operators.set(EventId{target}, "asked by the operator"));
        world.run_for(6s);
        EXPECT_EQ(world.record().resumed_from.back(), target);
        world.outside.add_events(49, 51);
        world.run_for(10s);
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{51});
        const auto expected = target == 2
                                  ? std::vector<std::int64_t>{1, 2, 3, 4, 5, 3, 4, 5, 49, 50, 51}
                                  : std::vector<std::int64_t>{1, 2, 3, 4, 5, 51};
        EXPECT_EQ(world.outside.queued_ids(), expected);
        EXPECT_EQ(world.outside.store.tables().cursor_sets.size(), 1u);
    }
}

TEST(LeaseKeeper, SettingTheCursorStopsAPageInHand) {
    PollerWorld world;
    world.outside.add_events(1, 5);
    ASSERT_TRUE(
        world.timetable.run_until([&] { return !world.outside.queue.bodies().empty(); }, 1s));
    MemoryCursorStore operators(world.outside.store);
    ASSERT_TRUE(operators.set(EventId{3}, "asked by the operator"));
    world.run_for(1ms);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{3});
    world.run_for(6s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{5});
}

TEST(LeaseKeeper, GivesTheLeaseBackAtTheEndSoThatAnotherWorkerPollsAtOnce) {
    TwoWorkers world;
    std::stop_source finish;
    finish.request_stop();
    world.timetable.remove(world.worker->poller);
    world.timetable.remove(world.worker->keeper);
    EXPECT_EQ(world.worker->keeper.step({finish.get_token(), {}}).kind, Next::Kind::finished);
    const std::size_t before = world.requests();
    world.run_for(1s);
    EXPECT_GT(world.requests_since(before), 0u);
    EXPECT_EQ(world.outside.store.tables().lease.holder, "second");
}

TEST(LeaseKeeper, DoesNotHoldALeaseLongerThanTheStoreGrantsIt) {
    PollerWorld world;
    world.run_for(1s);
    world.outside.break_store();
    world.run_for(20s);
    EXPECT_TRUE(world.worker->held.tenure());
    EXPECT_FALSE(world.worker->held.tenure_at(world.outside.clock.now()));
    EXPECT_LE(world.worker->held.tenure() ? world.record().lease_errors.size() : 0u, 60u);
    EXPECT_GT(world.record().lease_errors.size(), 10u);
}

TEST(LeaseKeeper, SurvivesAnAcquisitionWhoseAnswerWasLost) {
    PollerWorld world;
    world.outside.add_events(1, 5);
    world.outside.faults.next(Operation::lease_acquire, Fault{.moment = Fault::Moment::after});
    world.run_for(3s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{5});
    EXPECT_EQ(world.record().epochs, std::vector{LeaseEpoch{2}});
}

}  // namespace
}  // namespace scan
