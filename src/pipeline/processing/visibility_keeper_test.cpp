#include "pipeline/processing/visibility_keeper.h"

#include <gtest/gtest.h>

#include "pipeline/testing/forwarding_queue.h"
#include "pipeline/testing/processor_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(VisibilityKeeper, ProlongsWhatIsHeldAtHalfOfTheTimeout) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::parcels_apply);
    for (std::int64_t id = 1; id <= 25; ++id) world.send(scan_event(id));
    world.run_for(1s);
    world.outside.calls.clear();
    world.run_for(10min);
    EXPECT_EQ(world.outside.queue.depth().in_flight, 25u);
    EXPECT_GE(world.outside.calls[Operation::queue_extend], 600 / 20);
    EXPECT_LE(world.outside.calls[Operation::queue_extend], 600 / 15 + 1);
}

TEST(VisibilityKeeper, TriesAgainBeforeTheTimeoutWhenTheQueueDoesNotAnswer) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::parcels_apply);
    world.send(scan_event(1));
    world.run_for(1s);
    for (int i = 0; i < 3; ++i) world.outside.faults.next(Operation::queue_extend, Fault{});
    world.run_for(10min);
    world.outside.faults.repair(Operation::parcels_apply);
    world.run_for(10s);
    EXPECT_EQ(world.record().received_messages, 1u);
    EXPECT_EQ(world.record().acknowledged_messages, 1u);
}

TEST(VisibilityKeeper, ForgetsAReceiptThatLapsed) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::parcels_apply);
    world.send(scan_event(1));
    world.run_for(1s);
    world.outside.faults.break_down(Operation::queue_extend);
    world.run_for(1min);
    ASSERT_EQ(world.outside.queue.take(10, 1h).size(), 1u);
    world.outside.faults.repair(Operation::queue_extend);
    world.run_for(1min);
    world.outside.calls.clear();
    world.run_for(10min);
    EXPECT_EQ(world.outside.calls[Operation::queue_extend], 0);
}

// A queue that hides nothing for longer, as SQS after twelve hours in all.
class UnyieldingQueue final : public ForwardingQueue {
public:
    using ForwardingQueue::ForwardingQueue;

    std::vector<Result<>> extend(std::span<const Receipt> receipts, Duration) override {
        asked += receipts.size();
        return std::vector<Result<>>(receipts.size(), fail(ErrorCode::denied, "no longer"));
    }

    std::size_t asked = 0;
};

TEST(VisibilityKeeper, AsksOnlyNowAndThenForWhatTheQueueNoLongerProlongs) {
    Outside outside;
    MemoryQueue memory(outside.queue);
    UnyieldingQueue queue(memory);
    HeldDeliveries held(30s);
    held.add(std::vector{Delivery{"{}", Receipt{"r"}, 1}}, outside.clock.now(), 30s);
    VisibilityKeeper keeper(queue, held, outside.clock);
    Timetable timetable(outside.clock);
    timetable.add(keeper);
    timetable.run_for(24h);
    // Five times before its time is over, then twelve times an hour.
    EXPECT_GE(queue.asked, 24u * 12);
    EXPECT_LE(queue.asked, 5u + 24 * 12);
    EXPECT_TRUE(held.is_ours(Receipt{"r"}));
}

TEST(VisibilityKeeper, IsFinishedAtOnceWhenAsked) {
    ProcessorWorld world;
    std::stop_source finish;
    finish.request_stop();
    EXPECT_EQ(world.worker->keeper.step({finish.get_token(), {}}).kind, Next::Kind::finished);
}

}  // namespace
}  // namespace scan
