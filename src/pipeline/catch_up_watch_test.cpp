#include "pipeline/catch_up_watch.h"

#include <gtest/gtest.h>

#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

struct WatchedWorld : PollerWorld {
    WatchedWorld() { timetable.add(watch); }
    bool is_caught_up_within(Duration time) {
        return timetable.run_until([&] { return watch.is_caught_up(); }, time);
    }
    HeldDeliveries deliveries{30s};
    CatchUpWatch watch{worker->queue, worker->lease, worker->held, &deliveries, 20s, outside.clock};
};

TEST(CatchUpWatch, IsCaughtUpWhenTheFeedHadNothingTwiceAndThenTheQueueIsEmpty) {
    WatchedWorld world;
    world.outside.add_events(1, 5);
    EXPECT_FALSE(world.is_caught_up_within(1h));
    world.drain_queue();
    EXPECT_TRUE(world.is_caught_up_within(1s));
    EXPECT_FALSE(world.timetable.has(world.watch));
}

TEST(CatchUpWatch, AnEmptyQueueBeforeTheFeedWasReadIsNotCaughtUp) {
    WatchedWorld world;
    EXPECT_FALSE(world.is_caught_up_within(4s));
    EXPECT_TRUE(world.is_caught_up_within(2s));
}

TEST(CatchUpWatch, WaitsForMessagesInFlightOfAKilledWorker) {
    WatchedWorld world;
    world.outside.add_events(1, 5);
    world.run_for(1s);
    ASSERT_FALSE(world.outside.queue.take(10, 10min).empty());
    EXPECT_FALSE(world.is_caught_up_within(9min));
}

TEST(CatchUpWatch, FailedEventsAndDeadLettersDoNotKeepItGoing) {
    WatchedWorld world;
    ASSERT_TRUE(world.outside.queue.put("junk"));
    for (int i = 0; i < 4; ++i) {
        world.outside.queue.take(1, 1ms);
        world.run_for(2ms);
    }
    ASSERT_EQ(world.outside.queue.depth().dead_letters, 1u);
    EXPECT_TRUE(world.is_caught_up_within(10s));
}

TEST(CatchUpWatch, ErrorsOfFeedQueueAndStoreKeepItGoing) {
    for (const Operation operation :
         {Operation::feed_fetch, Operation::queue_depth, Operation::lease_acquire}) {
        WatchedWorld world;
        world.outside.faults.break_down(operation);
        EXPECT_FALSE(world.is_caught_up_within(1h)) << to_string(operation);
        world.outside.faults.repair(operation);
        EXPECT_TRUE(world.is_caught_up_within(1min)) << to_string(operation);
    }
}

TEST(CatchUpWatch, AWorkerWithoutTheLeaseGoesByTheHoldersRecordSinceItsOwnStart) {
    PollerWorld world;
    world.run_for(1min);
    ASSERT_TRUE(world.outside.store.tables().lease.caught_up_at);
    PollingWorkerSettings other;
    other.name = "second";
    PollingWorker standby(world.outside, other);
    HeldDeliveries deliveries(30s);
    CatchUpWatch watch(standby.queue, standby.lease, standby.held, &deliveries, 20s,
                       world.outside.clock);
    world.timetable.remove(world.worker->keeper);
    world.timetable.add(watch);
    world.run_for(10s);
    EXPECT_FALSE(watch.is_caught_up());
    world.timetable.add(world.worker->keeper);
    world.run_for(20s);
    EXPECT_TRUE(watch.is_caught_up());
}

TEST(CatchUpWatch, AWorkerWithoutTheLeaseDoesNotCompareItsWallClockWithTheHolders) {
    for (const Duration jump : {Duration(-2h), Duration(2h)}) {
        PollerWorld world;
        world.run_for(1min);
        PollingWorkerSettings other;
        other.name = "second";
        PollingWorker standby(world.outside, other);
        HeldDeliveries deliveries(30s);
        CatchUpWatch watch(standby.queue, standby.lease, standby.held, &deliveries, 20s,
                           world.outside.clock);
        // From here on the clock is the holder's.
        world.outside.clock.jump_utc(jump);
        world.timetable.add(watch);
        EXPECT_FALSE(world.timetable.run_until([&] { return watch.is_caught_up(); }, 4s))
            << "the holder has not reported since";
        EXPECT_TRUE(world.timetable.run_until([&] { return watch.is_caught_up(); }, 30s));
    }
}

struct ToldErrors final : CatchUpObserver {
    void watch_waiting_after(const Error& error, Duration) override {
        told.push_back(error.message);
    }
    void watch_recovered() override { told.emplace_back("works again"); }
    std::vector<std::string> told;
};

TEST(CatchUpWatch, TellsTheErrorsOfItsOwnSessions) {
    for (const Operation operation : {Operation::queue_depth, Operation::lease_caught_up_at}) {
        PollerWorld world;
        world.run_for(1min);
        if (operation == Operation::lease_caught_up_at) {
            world.timetable.remove(world.worker->keeper);
            world.worker->held.revoke(world.worker->held.tenure()->epoch);
        }
        ToldErrors observer;
        HeldDeliveries deliveries(30s);
        CatchUpWatch watch(world.worker->queue, world.worker->lease, world.worker->held,
                           &deliveries, 20s, world.outside.clock, &observer);
        world.timetable.add(watch);
        world.outside.faults.break_down(operation);
        world.run_for(1min);
        ASSERT_FALSE(observer.told.empty()) << to_string(operation);
        EXPECT_NE(observer.told.front(), "works again");
        world.outside.faults.repair(operation);
        world.run_for(1min);
        EXPECT_EQ(observer.told.back(), "works again") << to_string(operation);
    }
}

TEST(CatchUpWatch, FinishesWhenAsked) {
    WatchedWorld world;
    world.timetable.request_finish();
    world.run_for(1s);
    EXPECT_FALSE(world.timetable.has(world.watch));
    EXPECT_FALSE(world.watch.is_caught_up());
}

// A queue that only estimates its depth, as on Amazon SQS, and says that it is empty.
class EstimatedQueue final : public EventQueue {
public:
    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        return std::vector<Result<>>(bodies.size());
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest&, std::stop_token) override {
        ++receives;
        return {};
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> r) override { return done(r); }
    std::vector<Result<>> release(std::span<const Receipt> r) override { return done(r); }
    std::vector<Result<>> extend(std::span<const Receipt> r, Duration) override { return done(r); }
    Result<QueueDepth> depth() override {
        ++looks;
        return QueueDepth{.visible = visible, .exact = false};
    }

    std::uint64_t visible = 0;
    int looks = 0;
    int receives = 0;

private:
    static std::vector<Result<>> done(std::span<const Receipt> receipts) {
        return std::vector<Result<>>(receipts.size());
    }
};

struct EstimatedWorld : PollerWorld {
    explicit EstimatedWorld(bool processes = true)
        : watch(queue, worker->lease, worker->held, processes ? &deliveries : nullptr, 20s,
                outside.clock) {
        run_for(10s);
        timetable.add(watch);
    }
    // As processors do that find nothing.
    void poll_in_vain(int times) {
        for (; times > 0; --times) deliveries.found_none();
        run_for(1min);
    }

    EstimatedQueue queue;
    HeldDeliveries deliveries{30s};
    CatchUpWatch watch;
};

TEST(CatchUpWatch, AnEstimateIsBelievedWithBothCountsZeroAndThreeEmptyLongPollsInARow) {
    EstimatedWorld world;
    world.poll_in_vain(2);
    EXPECT_FALSE(world.watch.is_caught_up());
    const Delivery late{.body = "", .receipt = {"late"}};
    world.deliveries.add({&late, 1}, world.outside.clock.now(), 30s);
    world.poll_in_vain(2);
    EXPECT_FALSE(world.watch.is_caught_up());

    world.queue.visible = 1;
    world.poll_in_vain(1);
    EXPECT_FALSE(world.watch.is_caught_up());
    world.queue.visible = 0;
    world.run_for(1min);
    EXPECT_TRUE(world.watch.is_caught_up());
    EXPECT_EQ(world.queue.receives, 0) << "a look must not cost a message one of its receives";
}

TEST(CatchUpWatch, LongPollsFromBeforeTheFeedWasReadDoNotCount) {
    EstimatedWorld world;
    world.timetable.remove(world.watch);
    world.restart();
    for (int i = 0; i < 10; ++i) world.deliveries.found_none();
    CatchUpWatch watch(world.queue, world.worker->lease, world.worker->held, &world.deliveries, 20s,
                       world.outside.clock);
    world.timetable.add(watch);
    world.poll_in_vain(0);
    EXPECT_FALSE(watch.is_caught_up());
    world.poll_in_vain(3);
    EXPECT_TRUE(watch.is_caught_up());
}

TEST(CatchUpWatch, AnEstimateIsAskedForOnceALongPollAtMost) {
    EstimatedWorld world;
    world.run_for(10min);
    EXPECT_LE(world.queue.looks, 31);
}

TEST(CatchUpWatch, AWorkerWithoutProcessorsGoesByThreeEmptyEstimatesALongPollApart) {
    EstimatedWorld world(false);
    EXPECT_FALSE(world.timetable.run_until([&] { return world.watch.is_caught_up(); }, 39s));
    EXPECT_TRUE(world.timetable.run_until([&] { return world.watch.is_caught_up(); }, 2s));
    EXPECT_EQ(world.queue.looks, 3);
}

}  // namespace
}  // namespace scan
