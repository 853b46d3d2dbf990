#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/processor_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// A store whose client dies of one event.
class DeadlyStore final : public ParcelStore {
public:
    DeadlyStore(ParcelStore& store, EventId poison) : store_(store), poison_(poison) {}

    Result<> ping() override { return store_.ping(); }
    Result<> apply(const StoreBatch& batch) override {
        if (!std::ranges::binary_search(batch.applied, poison_)) return store_.apply(batch);
        killed_with.push_back(batch.applied.size());
        return fail(ErrorCode::transient, "the process is dead");
    }
    Result<std::optional<ParcelSummary>> find(ParcelId id) override { return store_.find(id); }

    std::vector<std::size_t> killed_with;  // how many events it had in hand each time

private:
    ParcelStore& store_;
    EventId poison_;
};

TEST(ProcessorPoison, AMessageThatKillsTheProcessEndsInTheDeadLettersAndTakesNoNeighbourWithIt) {
    // In the second life messages are taken in groups that grow, in the third each is alone.
    for (const auto& [position, second] :
         {std::pair<std::size_t, std::size_t>{0, 1}, {1, 2}, {8, 2}}) {
        SCOPED_TRACE(position);
        Outside outside;
        MemoryQueue queue(outside.queue);
        MemoryParcelStore parcels(outside.store);
        DeadlyStore store(parcels, EventId{5});
        const auto send = [&](std::int64_t id) {
            const std::string text = feed_text(scan_event(id, id));
            ASSERT_TRUE(outside.queue.put(encode_page(std::vector<std::string_view>{text})));
        };
        std::vector<std::int64_t> order{1, 2, 3, 4, 6, 7, 8, 9};
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(position), 5);
        for (const std::int64_t id : order) send(id);

        for (std::size_t life = 1; life <= 5; ++life) {
            HeldDeliveries held(30s);
            ProcessingRecord record;
            Processor processor(queue, store, held, outside.clock, record,
                                {.batch_events_max = 5000, .receive_wait = {}}, Random(life));
            Timetable timetable(outside.clock);
            timetable.add(processor, 10ms);
            timetable.run_until([&] { return store.killed_with.size() == life; }, 1min);
            send(static_cast<std::int64_t>(100 + life));
            outside.clock.advance(31s);
        }
        EXPECT_EQ(store.killed_with, (std::vector<std::size_t>{9, second, 1}));
        ASSERT_EQ(outside.queue.dead_letters().bodies().size(), 1u);
        EXPECT_NE(outside.queue.dead_letters().bodies().front().find(R"("EventId":5,)"),
                  std::string::npos);
        std::set<std::int64_t> applied;
        for (const auto& [id, summary] : outside.store.tables().parcels) applied.insert(id.value);
        EXPECT_EQ(applied, (std::set<std::int64_t>{1, 2, 3, 4, 6, 7, 8, 9, 101, 102, 103, 104}));
    }
}

TEST(ProcessorPoison, ARejectedBatchIsBisectedToItsCulpritsAndTheRestIsApplied) {
    ProcessorWorld world;
    std::vector<std::string> texts;
    for (std::int64_t id = 1; id <= 200; ++id) texts.push_back(feed_text(scan_event(id, id)));
    for (const std::int64_t id : {17, 18, 160}) world.outside.store.reject_parcel(ParcelId{id});
    world.send(texts);
    world.send({malformed_text(300)});
    world.run_for(10s);
    const auto tables = world.outside.store.tables();
    EXPECT_EQ(tables.parcels.size(), 197u);
    ASSERT_EQ(tables.failed_events.size(), 4u);
    for (const std::int64_t id : {17, 18, 160}) {
        const auto& failed = tables.failed_events.at(texts[static_cast<std::size_t>(id - 1)]);
        EXPECT_EQ(failed.event.reason, "rejected by the store");
        EXPECT_EQ(failed.event.event_id, EventId{id});
        EXPECT_EQ(failed.event.parcel_id, ParcelId{id});
        EXPECT_EQ(failed.occurrences, 1u);
    }
    EXPECT_TRUE(world.outside.queue.bodies().empty());
    EXPECT_TRUE(world.record().errors.empty());
    EXPECT_EQ(world.dead_letters(), 0u);
}

TEST(ProcessorPoison, ACulpritsOpenFailedEventIsResolvedWhenItIsAppliedLater) {
    ProcessorWorld world;
    world.outside.store.reject_parcel(ParcelId{1});
    world.send(scan_event(1, 1));
    world.run_for(1s);
    world.outside.store.accept_parcel(ParcelId{1});
    world.send(scan_event(1, 1));
    world.run_for(1s);
    const auto tables = world.outside.store.tables();
    EXPECT_EQ(tables.parcels.size(), 1u);
    EXPECT_TRUE(tables.failed_events.begin()->second.resolved_at);
}

// Sends events of as many parcels, of which the store takes none whose number is a multiple of `every`, or below `first_good`.
void send_events(ProcessorWorld& world, std::int64_t count, std::int64_t every,
                 std::int64_t first_good) {
    constexpr std::int64_t kEventsPerMessage = 500;
    std::vector<std::string> texts;
    for (std::int64_t id = 1; id <= count; ++id) {
        texts.push_back(feed_text(scan_event(id, id)));
        if (id % every == 0 || id < first_good) world.outside.store.reject_parcel(ParcelId{id});
        if (id % kEventsPerMessage == 0 || id == count) world.send(std::exchange(texts, {}));
    }
}

TEST(ProcessorPoison, TwoInAHundredThatAreRejectedBecomeFailedEventsHoweverLargeTheBatch) {
    ProcessorWorld world;
    send_events(world, 5'000, 50, 0);
    world.run_for(2h);
    EXPECT_EQ(world.parcels(), 4'900u);
    EXPECT_EQ(world.outside.store.tables().failed_events.size(), 100u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
    EXPECT_TRUE(world.record().errors.empty());
}

TEST(ProcessorPoison, ManyRejectedEventsInARowHoldNothingBackThatTheStoreTakes) {
    ProcessorWorld world;
    send_events(world, 400, 1'000, 300);
    world.run_for(2h);
    EXPECT_EQ(world.parcels(), 101u);
    EXPECT_EQ(world.outside.store.tables().failed_events.size(), 299u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(ProcessorPoison, FiftyEventsThatAreAllRejectedAreCulprits) {
    ProcessorWorld world;
    send_events(world, 50, 1, 0);
    world.run_for(2h);
    EXPECT_EQ(world.outside.store.tables().failed_events.size(), 50u);
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

TEST(ProcessorPoison, AStoreThatTakesNothingOfALargeBatchIsDeniedAndNothingIsLetGo) {
    ProcessorWorld world;
    send_events(world, 400, 1, 0);
    world.run_for(2h);
    EXPECT_TRUE(world.outside.store.tables().failed_events.empty());
    EXPECT_EQ(world.outside.queue.depth().in_flight, 1u);
    EXPECT_EQ(world.dead_letters(), 0u);
    EXPECT_EQ(world.record().errors.front().code, ErrorCode::denied);

    for (std::int64_t id = 1; id <= 400; ++id) world.outside.store.accept_parcel(ParcelId{id});
    world.run_for(1min);
    EXPECT_EQ(world.parcels(), 400u);
    EXPECT_TRUE(world.outside.store.tables().failed_events.empty());
    EXPECT_TRUE(world.outside.queue.bodies().empty());
}

}  // namespace
}  // namespace scan
