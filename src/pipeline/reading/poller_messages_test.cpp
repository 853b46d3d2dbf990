#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(PollerMessages, AnEventOver256KiBIsAFailedEventOfTheCursorsTransaction) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    const std::string large = padded_event_text(2, 256 * 1024);
    world.outside.feed.add(EventId{2}, large);
    world.outside.add_events(3, 3);
    world.outside.faults.break_down(Operation::cursor_advance);
    world.run_for(1s);
    EXPECT_TRUE(world.outside.store.tables().failed_events.empty());
    world.outside.faults.repair(Operation::cursor_advance);
    world.run_for(6s);
    EXPECT_EQ(world.outside.queued_ids(), (std::vector<std::int64_t>{1, 3}));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{3});
    const auto failed = world.outside.store.tables().failed_events;
    ASSERT_EQ(failed.size(), 1u);
    EXPECT_EQ(failed.begin()->first, large);
    EXPECT_EQ(failed.begin()->second.event.event_id, EventId{2});
    EXPECT_EQ(failed.begin()->second.event.reason, "event too large");
    EXPECT_EQ(world.record().failed.size(), 1u);
}

TEST(PollerMessages, ALargerEventThanTheMessageTargetTravelsAlone) {
    PollerWorld world;
    world.outside.add_events(1, 2);
    world.outside.feed.add(EventId{3}, padded_event_text(3, 100'000));
    world.outside.add_events(4, 5);
    world.run_for(1s);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 5));
    EXPECT_EQ(world.outside.queue.bodies().size(), 3u);
}

TEST(PollerMessages, DividesARefusedMessageDownToTheEventThatTheQueueNeverTakes) {
    MemoryQueueSettings small;
    small.body_bytes_max = 1500;
    PollerWorld world({}, small);
    for (std::int64_t id = 1; id <= 20; ++id)
        world.outside.feed.add(EventId{id}, padded_event_text(id, id == 13 ? 2000 : 10));
    world.run_for(1s);
    auto queued = world.outside.queued_ids();
    std::ranges::sort(queued);
    auto expected = ids(1, 20);
    std::erase(expected, 13);
    EXPECT_EQ(queued, expected);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{20});
    const auto failed = world.outside.store.tables().failed_events;
    ASSERT_EQ(failed.size(), 1u);
    EXPECT_EQ(failed.begin()->second.event.event_id, EventId{13});
    EXPECT_EQ(failed.begin()->second.event.reason, "refused by the queue");
}

TEST(PollerMessages, AnEventThatIsNoUtf8IsAFailedEventOfTheCursorsTransaction) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    const std::string bad = "{\"EventId\":2,\"x\":\"\xff\"}";
    world.outside.feed.add(EventId{2}, bad);
    world.outside.add_events(3, 3);
    world.run_for(1s);
    EXPECT_EQ(world.outside.queued_ids(), (std::vector<std::int64_t>{1, 3}));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{3});
    ASSERT_TRUE(world.outside.store.tables().failed_events.contains(bad));
}

TEST(PollerMessages, AMalformedEventTravelsWithItsNeighbours) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    world.outside.feed.add(EventId{2}, malformed_text(2));
    world.outside.add_events(3, 3);
    world.run_for(1s);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 3));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{3});
}

TEST(PollerMessages, AnEventWithRawControlCharactersIsAFailedEventAndItsNeighboursAreSent) {
    PollerWorld world;
    const std::string bad = "{\"EventId\":2,\"x\":\"\x01\"}";
    world.outside.add_events(1, 1);
    world.outside.feed.add(EventId{2}, bad);
    world.outside.add_events(3, 3);
    world.run_for(1s);
    auto queued = world.outside.queued_ids();
    std::ranges::sort(queued);
    EXPECT_EQ(queued, (std::vector<std::int64_t>{1, 3}));
    EXPECT_TRUE(world.outside.store.tables().failed_events.contains(bad));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{3});
}

TEST(PollerMessages, CharactersOutsideXmlTravelEscaped) {
    PollerWorld world;
    std::string text = padded_event_text(1, 1);
    text.replace(text.find("\"x\""), 3, "\"\xEF\xBF\xBE\"");
    world.outside.feed.add(EventId{1}, text);
    world.run_for(1s);
    ASSERT_EQ(world.outside.queued_texts().size(), 1u);
    EXPECT_NE(world.outside.queued_texts().front().find("\\ufffe"), std::string::npos);
    EXPECT_TRUE(world.outside.store.tables().failed_events.empty());
}

}  // namespace
}  // namespace scan
