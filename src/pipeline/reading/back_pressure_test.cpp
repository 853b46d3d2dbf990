#include "pipeline/reading/back_pressure.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(BackPressure, IsFullFromDepthMaxOnUntilItIsBelow90PerCent) {
    BackPressure pressure({.depth_max = 100, .check_interval = 1s});
    const auto is_full_at = [&](std::uint64_t visible, std::uint64_t in_flight) {
        pressure.update({.visible = visible, .in_flight = in_flight, .dead_letters = 1000}, {});
        return pressure.is_full();
    };
    EXPECT_FALSE(is_full_at(99, 0));
    EXPECT_TRUE(is_full_at(60, 40));
    EXPECT_TRUE(is_full_at(99, 0));
    EXPECT_TRUE(is_full_at(90, 0));
    EXPECT_FALSE(is_full_at(89, 0));
    EXPECT_FALSE(is_full_at(99, 0));
}

TEST(BackPressure, LooksAtMostOncePerInterval) {
    BackPressure pressure({.depth_max = 100, .check_interval = 10s});
    const Instant start{1h};
    EXPECT_TRUE(pressure.is_due(start));
    pressure.update({}, start);
    EXPECT_FALSE(pressure.is_due(start + 9s));
    EXPECT_TRUE(pressure.is_due(start + 10s));
}

TEST(BackPressure, StopsPollingWhileTheQueueIsFullAndResumesBelow90PerCent) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 11;
    settings.poller.message.events_max = 1;
    settings.poller.back_pressure = {.depth_max = 100, .check_interval = 1ms};
    MemoryQueueSettings unlimited;
    unlimited.receive_count_max.reset();
    PollerWorld world(settings, unlimited);
    world.outside.add_events(1, 1000);
    world.run_for(10s);
    EXPECT_EQ(world.outside.queue.depth().visible, 101u);
    EXPECT_EQ(world.record().full_at, std::vector<std::uint64_t>{101});
    const std::size_t before = world.requests();
    world.run_for(1min);
    EXPECT_EQ(world.requests_since(before), 0u);
    EXPECT_EQ(world.outside.store.tables().lease.feed_state, "waiting for room in the queue");

    const auto acknowledge = [&](std::uint32_t count) {
        for (const Delivery& delivery : world.outside.queue.take(count, 1s))
            ASSERT_TRUE(world.outside.queue.remove(delivery.receipt));
    };
    acknowledge(11);
    world.run_for(10s);
    EXPECT_EQ(world.requests_since(before), 0u);
    acknowledge(1);
    world.run_for(10s);
    EXPECT_GT(world.requests_since(before), 0u);
    EXPECT_EQ(world.record().room_at, std::vector<std::uint64_t>{89});
}

TEST(BackPressure, AQueueThatCannotBeAskedIsWaitedForWithoutPolling) {
    PollerWorld world;
    world.outside.faults.break_down(Operation::queue_depth);
    world.run_for(10min);
    EXPECT_EQ(world.requests(), 0u);
    EXPECT_LE(*std::ranges::max_element(world.record().delays), 5s);
}

TEST(BackPressure, ADepthThatCouldBeReadEndsTheQueuesOutage) {
    PollerWorld world;
    world.outside.faults.break_down(Operation::queue_depth);
    world.run_for(10min);
    world.outside.faults.repair(Operation::queue_depth);
    world.run_for(1min);
    EXPECT_EQ(world.record().recoveries, 1);

    world.outside.faults.next(Operation::queue_depth, Fault{});
    world.run_for(1min);
    EXPECT_LE(world.record().delays.back(), 200ms);
    EXPECT_EQ(world.record().recoveries, 2);
}

TEST(BackPressure, AQueueThatAnswersDoesNotSayThatTheFeedWorksAgain) {
    PollerWorld world;
    world.outside.faults.break_down(Operation::feed_fetch);
    world.run_for(1h);
    EXPECT_GT(world.outside.calls[Operation::queue_depth], 10);
    EXPECT_EQ(world.record().recoveries, 0);
    world.outside.faults.repair(Operation::feed_fetch);
    world.run_for(1min);
    EXPECT_EQ(world.record().recoveries, 1);
}

}  // namespace
}  // namespace scan
