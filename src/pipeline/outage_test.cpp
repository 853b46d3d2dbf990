#include <gtest/gtest.h>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/polling_worker.h"
#include "pipeline/testing/processing_worker.h"
#include "pipeline/testing/timetable.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// A whole worker: what fails on one side must not stop the other.
struct WholeWorker {
    WholeWorker() {
        timetable.add(polling.keeper);
        timetable.add(polling.poller);
        timetable.add(processing.keeper);
        timetable.add(processing.processor, 20ms);
    }

    Outside outside;
    Timetable timetable{outside.clock};
    PollingWorker polling{outside, {}};
    ProcessingWorker processing{outside, {}};
};

TEST(Outage, WhileTheFeedIsDownTheProcessorsGoOn) {
    WholeWorker world;
    world.outside.faults.break_down(Operation::feed_fetch);
    const std::string text = feed_text(scan_event(1));
    ASSERT_TRUE(world.outside.queue.put(encode_page(std::vector<std::string_view>{text})));
    world.timetable.run_for(1min);
    EXPECT_EQ(world.outside.store.tables().parcels.size(), 1u);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{0});
}

TEST(Outage, EverythingDownForHoursLosesNothingAndMakesNoDeadLetters) {
    WholeWorker world;
    world.outside.add_events(1, 500);
    world.timetable.run_for(100ms);
    world.outside.break_store();
    for (const Operation operation :
         {Operation::feed_fetch, Operation::queue_send, Operation::queue_receive,
          Operation::queue_acknowledge, Operation::queue_depth})
        world.outside.faults.break_down(operation);
    world.timetable.run_for(2h);
    world.outside.repair_store();
    for (const Operation operation :
         {Operation::feed_fetch, Operation::queue_send, Operation::queue_receive,
          Operation::queue_acknowledge, Operation::queue_depth})
        world.outside.faults.repair(operation);
    world.outside.add_events(501, 510);
    world.timetable.run_for(3min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{510});
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{510});
    const auto tables = world.outside.store.tables();
    EXPECT_EQ(tables.parcels.at(ParcelId{7}).latest.event_id, EventId{510});
    EXPECT_EQ(world.outside.queue.depth().undone(), 0u);
    EXPECT_EQ(world.outside.queue.depth().dead_letters, 0u);
    EXPECT_TRUE(tables.failed_events.empty());
    EXPECT_TRUE(tables.feed_gaps.empty());
}

TEST(Outage, AFormatThatNobodyCanReadEndsInFailedEventsAndIsAppliedWhenSentAgain) {
    WholeWorker world;
    for (std::int64_t id = 1; id <= 20; ++id)
        world.outside.feed.add(EventId{id}, malformed_text(id));
    world.timetable.run_for(1min);
    EXPECT_EQ(world.outside.store.tables().failed_events.size(), 20u);
    for (std::int64_t id = 1; id <= 20; ++id) {
        const std::string text = feed_text(scan_event(id));
        ASSERT_TRUE(world.outside.queue.put(encode_page(std::vector<std::string_view>{text})));
    }
    world.timetable.run_for(1min);
    for (const auto& [body, failed] : world.outside.store.tables().failed_events)
        EXPECT_TRUE(failed.resolved_at) << body;
}

}  // namespace
}  // namespace scan
