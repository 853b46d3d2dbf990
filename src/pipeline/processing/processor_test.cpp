#include "pipeline/processing/processor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "pipeline/event_page/compressed_body.h"
#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/processor_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(Processor, AppliesWhatItReceivesInOneTransactionAndAcknowledgesIt) {
    ProcessorWorld world;
    world.send({feed_text(scan_event(1, 1, "PICKUP")), feed_text(scan_event(2, 2))});
    world.send(scan_event(3, 1, "DELIVERY"));
    world.run_for(1s);
    EXPECT_EQ(world.record().applied_events, std::vector<std::size_t>{3});
    EXPECT_TRUE(world.outside.queue.bodies().empty());
    const auto tables = world.outside.store.tables();
    ASSERT_EQ(tables.parcels.size(), 2u);
    const ParcelSummary& first = tables.parcels.at(ParcelId{1});
    EXPECT_EQ(first.latest.event_id, EventId{3});
    EXPECT_EQ(first.picked_up, (Milestone{{1}, scan_event(1).created_at}));
    EXPECT_EQ(first.delivered, (Milestone{{3}, scan_event(3).created_at}));
    EXPECT_TRUE(tables.history.empty());
}

TEST(Processor, AcknowledgesOnlyAfterTheStoreHasApplied) {
    ProcessorWorld world;
    world.send(scan_event(1));
    world.outside.faults.break_down(Operation::parcels_apply);
    world.run_for(1min);
    EXPECT_EQ(world.outside.calls[Operation::queue_acknowledge], 0);
    world.kill();
    world.outside.faults.repair(Operation::parcels_apply);
    world.start();
    world.run_for(1min);
    EXPECT_EQ(world.parcels(), 1u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(Processor, AMalformedEventIsAFailedEventAndItsNeighboursAreApplied) {
    ProcessorWorld world;
    world.send({feed_text(scan_event(1, 1)), malformed_text(2), text_without_id("x"),
                feed_text(scan_event(3, 3))});
    world.run_for(1s);
    EXPECT_EQ(world.parcels(), 2u);
    const auto failed = world.outside.store.tables().failed_events;
    ASSERT_EQ(failed.size(), 2u);
    EXPECT_EQ(failed.at(malformed_text(2)).event.reason, "bad timestamp");
    EXPECT_EQ(failed.at(text_without_id("x")).event.event_id, std::nullopt);
    EXPECT_EQ(world.record().failed.size(), 2u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(Processor, AQueueMessageThatIsNoPageIsOneFailedEventAndAcknowledged) {
    ProcessorWorld world;
    world.put("not a page at all");
    world.send(scan_event(1));
    world.run_for(1s);
    const auto tables = world.outside.store.tables();
    ASSERT_TRUE(tables.failed_events.contains("not a page at all"));
    EXPECT_EQ(tables.parcels.size(), 1u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(Processor, TheSingleEventFormAndAnSnsEnvelopeArePages) {
    ProcessorWorld world;
    world.put(
        R"({"eventId":{"value":1},"parcelId":{"value":1},"type":"PICKUP","createdDateTimeUtc":"2026-01-01T00:00:00+00:00","statusCode":"","runId":"1"})");
    world.put(
        R"({"Type":"Notification","TopicArn":"arn","Message":"{\"ScanEvents\":[{\"EventId\":2,\"ParcelId\":2,\"Type\":\"A\",\"CreatedDateTimeUtc\":\"2026-01-01T00:00:00Z\"}]}"})");
    world.run_for(1s);
    EXPECT_EQ(world.parcels(), 2u);
    EXPECT_TRUE(world.outside.store.tables().failed_events.empty());
}

TEST(Processor, AFailedEventIsCountedAgainAndResolvedWhenItsEventIsAppliedLater) {
    ProcessorWorld world;
    world.send({malformed_text(2)});
    world.run_for(1s);
    world.send({malformed_text(2)});
    world.run_for(1s);
    const auto failed = [&] {
        return world.outside.store.tables().failed_events.at(malformed_text(2));
    };
    EXPECT_EQ(failed().occurrences, 2u);
    EXPECT_FALSE(failed().resolved_at);
    world.send(scan_event(2));
    world.run_for(1s);
    EXPECT_TRUE(failed().resolved_at);
}

TEST(Processor, KeepsTheHistoryOfEveryRawEventWhereAsked) {
    ProcessingWorkerSettings settings;
    settings.processor.keep_history = true;
    ProcessorWorld world(settings);
    world.send({feed_text(scan_event(1)), malformed_text(2), feed_text(scan_event(3))});
    world.send(scan_event(1));
    world.run_for(1s);
    const auto history = world.outside.store.tables().history;
    ASSERT_EQ(history.size(), 2u);
    EXPECT_EQ(history.at(EventId{3}).text, feed_text(scan_event(3)));
}

TEST(Processor, CountsTheEmptyPollsSinceItReceivedAnything) {
    ProcessorWorld world;
    world.run_for(100ms);
    EXPECT_GT(world.worker->held.empty_polls(), 3u);
    world.send(scan_event(1, 1, "STATUS"));
    EXPECT_TRUE(
        world.timetable.run_until([&] { return world.worker->held.empty_polls() == 0; }, 1s));
    world.run_for(100ms);
    EXPECT_GT(world.worker->held.empty_polls(), 3u);
}

TEST(Processor, AnEmptyPageIsAcknowledged) {
    ProcessorWorld world;
    world.put(R"({"ScanEvents":[]})");
    world.run_for(1s);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
    EXPECT_TRUE(world.outside.store.tables().failed_events.empty());
}

TEST(Processor, ACompressedMessageIsAPage) {
    ProcessorWorld world;
    const std::string one = feed_text(scan_event(1, 1));
    const std::string two = feed_text(scan_event(2, 2));
    world.put(BodyCompressor().compress(encode_page(std::vector<std::string_view>{one, two})));
    world.send(scan_event(3, 3));
    world.run_for(1s);
    EXPECT_EQ(world.outside.store.tables().parcels.size(), 3u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(Processor, ACompressedMessageThatCannotBeReadIsOneFailedEventWithItsText) {
    ProcessorWorld world;
    // It says that it holds a gigabyte.
    const std::string body = "zstd:KLUv/aAAAABAAQAA";
    world.put(body);
    world.send(scan_event(1));
    world.run_for(1s);
    const auto tables = world.outside.store.tables();
    ASSERT_EQ(tables.failed_events.size(), 1u);
    EXPECT_TRUE(tables.failed_events.contains(body));
    EXPECT_EQ(tables.parcels.size(), 1u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(Processor, ABatchIsBoundedByItsEvents) {
    ProcessingWorkerSettings settings;
    settings.processor.batch_events_max = 25;
    ProcessorWorld world(settings);
    for (std::int64_t id = 1; id <= 100; ++id) world.send(scan_event(id));
    world.run_for(2s);
    EXPECT_EQ(world.record().applied_events, (std::vector<std::size_t>{25, 25, 25, 25}));
}

TEST(Processor, ABatchOfMessagesOfManyEventsIsBoundedByItsEventsToo) {
    ProcessingWorkerSettings settings;
    settings.processor.batch_events_max = 30;
    ProcessorWorld world(settings);
    for (std::int64_t first = 1; first <= 100; first += 10) {
        std::vector<std::string> texts;
        for (std::int64_t id = first; id < first + 10; ++id)
            texts.push_back(feed_text(scan_event(id)));
        world.send(texts);
    }
    world.run_for(2s);
    const auto& applied = world.record().applied_events;
    EXPECT_EQ(std::accumulate(applied.begin(), applied.end(), 0u), 100u);
    // How many events a message has is known after the first.
    EXPECT_LE(*std::max_element(applied.begin() + 1, applied.end()), 30u);
}

TEST(Processor, APartOfABatchIsFollowedByARestUnlessItIsSmall) {
    ProcessingWorkerSettings settings;
    settings.processor.batch_events_max = 100;
    ProcessorWorld world(settings);
    const auto send_each_20_ms = [&](std::int64_t first, std::size_t events) {
        for (std::int64_t id = first; id < first + 1000; id += 10) {
            std::vector<std::string> texts;
            for (std::size_t i = 0; i < events; ++i)
                texts.push_back(feed_text(scan_event(id + static_cast<std::int64_t>(i))));
            world.send(texts);
            world.run_for(20ms);
        }
        world.run_for(1s);
    };
    send_each_20_ms(1, 1);
    EXPECT_GE(world.record().applied_events.size(), 40u) << "a few events are applied at once";
    const std::size_t before = world.record().applied_events.size();
    send_each_20_ms(2001, 10);
    const auto& applied = world.record().applied_events;
    EXPECT_LE(applied.size() - before, 20u) << "much in two seconds is applied together";
    EXPECT_EQ(
        std::accumulate(applied.begin() + static_cast<std::ptrdiff_t>(before), applied.end(), 0u),
        1000u);
}

TEST(Processor, ABatchOfEmptyOrLargeMessagesIsBoundedToo) {
    const std::string text = padded_event_text(1, 250'000);
    const std::string large_page = encode_page(std::vector<std::string_view>{text});
    for (const std::string& message :
         {std::string(R"({"ScanEvents":[]})"), large_page, BodyCompressor().compress(large_page)}) {
        const bool large = message.size() > 100;
        ProcessorWorld world;
        for (int i = 0; i < (large ? 400 : 6000); ++i) world.put(message);
        ASSERT_TRUE(world.timetable.run_until(
            [&] { return world.record().acknowledged_messages > 0; }, 1min));
        EXPECT_LE(world.record().acknowledged_messages, large ? 80u : 5009u);
    }
}

TEST(Processor, ARedeliveredMessageIsAppliedAlone) {
    ProcessorWorld world;
    for (std::int64_t id = 1; id <= 3; ++id) world.send(scan_event(id, id));
    ASSERT_EQ(world.outside.queue.take(2, 1ms).size(), 2u);
    world.run_for(1s);
    auto applied = world.record().applied_events;
    EXPECT_EQ(applied, (std::vector<std::size_t>{1, 1, 1}));
    EXPECT_EQ(world.record().redelivered, 2u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(Processor, ReleasesWhatItHoldsWhenItIsToLetGo) {
    ProcessorWorld world;
    world.outside.faults.break_down(Operation::parcels_apply);
    world.send(scan_event(1));
    world.send(scan_event(2));
    world.run_for(1s);
    world.timetable.request_finish();
    world.run_for(1s);
    ASSERT_TRUE(world.timetable.has(world.worker->processor));
    EXPECT_EQ(world.outside.queue.depth().in_flight, 2u);
    world.timetable.request_abandon();
    world.run_for(1ms);
    EXPECT_FALSE(world.timetable.has(world.worker->processor));
    EXPECT_EQ(world.outside.queue.depth().visible, 2u);
    EXPECT_EQ(world.record().released_messages, 2u);
    EXPECT_TRUE(world.worker->held.due(world.outside.clock.now() + 1h, 10).empty());
}

TEST(Processor, FinishesAndSettlesWhatItHolds) {
    ProcessorWorld world;
    world.send(scan_event(1));
    ASSERT_TRUE(
        world.timetable.run_until([&] { return world.record().received_messages == 1; }, 1s));
    world.send(scan_event(2));
    world.timetable.request_finish();
    world.run_for(1s);
    EXPECT_FALSE(world.timetable.has(world.worker->processor));
    EXPECT_EQ(world.parcels(), 1u);
    EXPECT_EQ(world.outside.queue.depth().visible, 1u);
    EXPECT_EQ(world.outside.queue.depth().in_flight, 0u);
}

}  // namespace
}  // namespace scan
