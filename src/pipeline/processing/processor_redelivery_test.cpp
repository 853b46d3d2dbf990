#include <gtest/gtest.h>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/forwarding_queue.h"
#include "pipeline/testing/processor_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// Makes the next delivery of all that is in the queue the one with this receive count.
void receive_before(Outside& outside, std::uint32_t receive_count) {
    for (std::uint32_t i = 1; i < receive_count; ++i) {
        while (!outside.queue.take(10, 1s).empty()) {
        }
        outside.clock.advance(2s);
    }
}

TEST(ProcessorRedelivery, AnOutagesMessagesDrainInGroupsThatGrow) {
    ProcessorWorld world;
    for (std::int64_t id = 1; id <= 500; ++id) world.send(scan_event(id, id));
    receive_before(world.outside, 2);
    world.run_for(10s);
    EXPECT_EQ(world.parcels(), 500u);
    EXPECT_EQ(world.record().redelivered, 500u);
    EXPECT_EQ(world.record().applied_events,
              (std::vector<std::size_t>{1, 2, 4, 8, 16, 32, 64, 128, 245}));
}

TEST(ProcessorRedelivery, MessagesOnTheirLastReceivesAreAlone) {
    ProcessorWorld world;
    for (std::int64_t id = 1; id <= 20; ++id) world.send(scan_event(id, id));
    receive_before(world.outside, 3);
    while (world.parcels() < 20) {
        ASSERT_LE(world.outside.queue.depth().in_flight, 1u);
        world.run_for(ProcessorWorld::kPace);
    }
    EXPECT_EQ(world.record().applied_events, std::vector<std::size_t>(20, 1));
}

TEST(ProcessorRedelivery, AProcessorThatTakesABatchInDoesNotHoldMoreThanAThousandMessages) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::parcels_apply);
    for (std::int64_t id = 1; id <= 3000; ++id) world.send(scan_event(id, id));
    world.run_for(10s);
    EXPECT_EQ(world.outside.queue.depth().in_flight, 1000u);
}

// A queue whose every call takes a second.
class SlowQueue final : public ForwardingQueue {
public:
    SlowQueue(EventQueue& queue, ManualClock& clock) : ForwardingQueue(queue), clock_(clock) {}

    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override {
        clock_.advance(1s);
        return ForwardingQueue::receive(request, stop);
    }

private:
    ManualClock& clock_;
};

TEST(ProcessorRedelivery, ABatchIsTakenInWithinAQuarterOfTheVisibilityTimeout) {
    Outside outside;
    for (std::int64_t id = 1; id <= 1000; ++id) {
        const std::string text = feed_text(scan_event(id, id));
        ASSERT_TRUE(outside.queue.put(encode_page(std::vector<std::string_view>{text})));
    }
    MemoryQueue memory(outside.queue);
    SlowQueue queue(memory, outside.clock);
    MemoryParcelStore store(outside.store);
    HeldDeliveries held(30s);
    ProcessingRecord record;
    Processor processor(queue, store, held, outside.clock, record,
                        {.batch_events_max = 5000, .receive_wait = {}}, Random(1));
    const Instant begin = outside.clock.now();
    while (record.applied_events.empty()) processor.step({});
    // The first call's messages wait for the others; those of the first calls after a start are single.
    EXPECT_LE(outside.clock.now() - begin, 1s + 30s / 4 + 1s);
    EXPECT_GT(record.applied_events.front(), 1u);
}

}  // namespace
}  // namespace scan
