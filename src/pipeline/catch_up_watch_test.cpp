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
    CatchUpWatch watch{worker->queue, worker->lease, worker->held, outside.clock};
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
    CatchUpWatch watch(standby.queue, standby.lease, standby.held, world.outside.clock);
    world.timetable.remove(world.worker->keeper);
    world.timetable.add(watch);
    world.run_for(10s);
    EXPECT_FALSE(watch.is_caught_up());
    world.timetable.add(world.worker->keeper);
    world.run_for(10s);
    EXPECT_TRUE(watch.is_caught_up());
}

TEST(CatchUpWatch, FinishesWhenAsked) {
    WatchedWorld world;
    world.timetable.request_finish();
    world.run_for(1s);
    EXPECT_FALSE(world.timetable.has(world.watch));
    EXPECT_FALSE(world.watch.is_caught_up());
}

// A queue that only estimates its depth, as on Amazon SQS.
class EstimatedQueue final : public EventQueue {
public:
    explicit EstimatedQueue(EventQueue& queue) : queue_(queue) {}
    std::vector<Result<>> send(std::span<const std::string> b) override { return queue_.send(b); }
    Result<std::vector<Delivery>> receive(const ReceiveRequest& r, std::stop_token s) override {
        return queue_.receive(r, s);
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> r) override {
        return queue_.acknowledge(r);
    }
    std::vector<Result<>> release(std::span<const Receipt> r) override { return queue_.release(r); }
    std::vector<Result<>> extend(std::span<const Receipt> r, Duration d) override {
        return queue_.extend(r, d);
    }
    Result<QueueDepth> depth() override {
        ++looks;
        auto depth = queue_.depth();
        if (depth) depth->exact = false;
        return depth;
    }
    int looks = 0;

private:
    EventQueue& queue_;
};

TEST(CatchUpWatch, AnEstimateMustSayEmptyThreeTimesInARow) {
    PollerWorld world;
    EstimatedQueue queue(world.worker->queue);
    CatchUpWatch watch(queue, world.worker->lease, world.worker->held, world.outside.clock);
    world.run_for(10s);
    world.timetable.add(watch);
    EXPECT_TRUE(world.timetable.run_until([&] { return watch.is_caught_up(); }, 10s));
    EXPECT_EQ(queue.looks, 3);
}

}  // namespace
}  // namespace scan
