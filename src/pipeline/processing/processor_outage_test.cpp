#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/testing/processor_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(ProcessorOutage, HoldsItsBatchThroughHoursOfOutageAndNothingBecomesADeadLetter) {
    for (const ErrorCode code : {ErrorCode::transient, ErrorCode::throttled, ErrorCode::denied}) {
        ProcessorWorld world;
        for (std::int64_t id = 1; id <= 300; ++id) world.send(scan_event(id, id));
        world.run_for(20ms);
        world.outside.break_store(code);
        for (std::int64_t id = 301; id <= 400; ++id) world.send(scan_event(id, id));
        world.run_for(90min);
        const std::size_t before = world.record().received_messages;
        world.run_for(90min);
        EXPECT_EQ(world.record().received_messages, before);
        EXPECT_EQ(world.dead_letters(), 0u);
        world.outside.repair_store();
        world.run_for(2min);
        EXPECT_EQ(world.parcels(), 400u);
        EXPECT_EQ(world.record().redelivered, 0u);
        EXPECT_EQ(world.dead_letters(), 0u);
        EXPECT_TRUE(world.outside.queue.bodies().empty());
        EXPECT_EQ(world.record().recoveries, 1);
    }
}

TEST(ProcessorOutage, TriesHalfOfABatchThatDidNotComeThroughInTime) {
    ProcessorWorld world;
    world.run_for(1min);
    std::vector<std::string> texts;
    for (std::int64_t id = 1; id <= 400; ++id) texts.push_back(feed_text(scan_event(id, id)));
    world.send(texts);
    const int before = world.outside.calls[Operation::parcels_apply];
    world.outside.faults.next(Operation::parcels_apply, Fault{});
    world.run_for(10s);
    EXPECT_EQ(world.parcels(), 400u);
    // Those without a scripted fault: the two halves.
    EXPECT_EQ(world.outside.calls[Operation::parcels_apply] - before, 2);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(ProcessorOutage, WaitsAtMost5SecondsForAStoreThatIsUnreachable) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::parcels_apply);
    world.send(scan_event(1));
    world.run_for(1h);
    EXPECT_TRUE(std::ranges::all_of(world.record().delays, [](Duration d) { return d <= 5s; }));
    EXPECT_LE(world.record().delays.size(), 2000u);
}

TEST(ProcessorOutage, RetriesSlowlyWhatIsDenied) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::parcels_apply,
                                    {.error = {ErrorCode::denied, "permission denied"}});
    world.send(scan_event(1));
    world.run_for(1h);
    EXPECT_LE(world.record().errors.size(), 3600u / 30 + 1);
    EXPECT_EQ(world.outside.queue.depth().in_flight, 1u);
}

TEST(ProcessorOutage, DoesNotAskAgainBeforeTheStoreWantsIt) {
    ProcessorWorld world;
    world.outside.faults.next(Operation::parcels_apply,
                              Fault{.error = {ErrorCode::throttled, "slower", 9s}});
    world.send(scan_event(1));
    world.run_for(8s);
    EXPECT_EQ(world.parcels(), 0u);
    world.run_for(2s);
    EXPECT_EQ(world.parcels(), 1u);
}

TEST(ProcessorOutage, ReceivesNothingBeforeTheStoreHasAnsweredSinceItsStart) {
    ProcessorWorld world;
    world.send(scan_event(1));
    world.outside.break_store();
    world.run_for(1h);
    EXPECT_EQ(world.outside.calls[Operation::queue_receive], 0);
    EXPECT_EQ(world.outside.queue.depth().visible, 1u);
    world.outside.repair_store();
    world.run_for(6s);
    EXPECT_EQ(world.parcels(), 1u);
}

TEST(ProcessorOutage, AnAnswerThatWasLostAfterTheCommitIsAppliedAgain) {
    ProcessorWorld world;
    world.outside.faults.next(Operation::parcels_apply, Fault{.moment = Fault::Moment::after});
    world.send({feed_text(scan_event(1)), malformed_text(2)});
    world.run_for(1s);
    EXPECT_EQ(world.parcels(), 1u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(ProcessorOutage, AcknowledgesAgainWhatFailed) {
    for (const auto moment : {Fault::Moment::before, Fault::Moment::after}) {
        ProcessorWorld world;
        for (std::int64_t id = 1; id <= 3; ++id) world.send(scan_event(id, id));
        world.outside.faults.next(Operation::queue_acknowledge_entry, std::nullopt);
        world.outside.faults.next(Operation::queue_acknowledge_entry, Fault{.moment = moment});
        world.run_for(5s);
        EXPECT_EQ(world.record().applied_events, std::vector<std::size_t>{3});
        EXPECT_TRUE(world.outside.queue.bodies().empty());
        EXPECT_EQ(world.record().acknowledged_messages + world.record().lapsed_messages, 3u);
    }
}

TEST(ProcessorOutage, HoldsWhatItCannotAcknowledgeWhileTheQueueIsDown) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::queue_acknowledge);
    world.send(scan_event(1));
    world.run_for(1h);
    EXPECT_EQ(world.record().received_messages, 1u);
    world.outside.faults.repair(Operation::queue_acknowledge);
    world.run_for(6s);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(ProcessorOutage, AQueueThatIsDownIsAskedWithBackoffAndToldOnce) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::queue_receive);
    world.run_for(1h);
    EXPECT_LE(world.record().errors.size(), 2000u);
    EXPECT_EQ(world.record().recoveries, 0);
    world.outside.faults.repair(Operation::queue_receive);
    world.run_for(1min);
    EXPECT_EQ(world.record().recoveries, 1);
}

TEST(ProcessorOutage, DropsReceiptsThatLapsedAndLeavesTheirMessagesToTheOtherReceiver) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::parcels_apply);
    world.send(scan_event(1, 1));
    world.send(scan_event(2, 2));
    world.run_for(1s);
    // The process was suspended for longer than the visibility timeout.
    world.outside.clock.advance(31s);
    ASSERT_EQ(world.outside.queue.take(1, 1h).size(), 1u);
    world.run_for(10s);
    world.outside.faults.repair(Operation::parcels_apply);
    world.run_for(6s);
    EXPECT_GE(world.record().lapsed_messages, 1u);
    EXPECT_EQ(world.outside.queue.depth().in_flight, 1u);
    EXPECT_EQ(world.parcels(), 2u);
}

TEST(ProcessorOutage, AKilledProcessesMessagesAreDeliveredAgainAfterTheVisibilityTimeout) {
    ProcessorWorld world;
    world.send(scan_event(1));
    world.outside.faults.break_down(Operation::parcels_apply);
    world.run_for(1s);
    world.kill();
    world.outside.faults.repair(Operation::parcels_apply);
    world.start();
    world.run_for(25s);
    EXPECT_EQ(world.parcels(), 0u);
    world.run_for(10s);
    EXPECT_EQ(world.parcels(), 1u);
    EXPECT_EQ(world.record().redelivered, 1u);
}

}  // namespace
}  // namespace scan
