#include <gtest/gtest.h>

#include <thread>

#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_feed.h"
#include "adapters/memory/memory_lease.h"
#include "adapters/memory/memory_parcel_store.h"
#include "adapters/memory/memory_queue.h"
#include "pipeline/catch_up_watch.h"
#include "pipeline/poller.h"
#include "pipeline/processor.h"
#include "pipeline/testing/polling_record.h"
#include "pipeline/testing/processing_record.h"
#include "pipeline/testing/scan_events.h"
#include "pipeline/visibility_keeper.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// One processor with a queue session and a store session of its own.
struct ProcessorThread {
    ProcessorThread(MemoryQueueState& queue_state, MemoryStoreState& store_state,
                    HeldDeliveries& held, Clock& clock, const StopPhases& stop)
        : queue(queue_state),
          store(store_state),
          processor(queue, store, held, clock, record,
                    {.batch_events_max = 100, .receive_wait = 1s}, Random(1)),
          thread([this, &clock, stop] { scan::run(processor, clock, stop); }) {}

    MemoryQueue queue;
    MemoryParcelStore store;
    ProcessingRecord record;
    Processor processor;
    std::jthread thread;
};

TEST(StageThreads, EveryStageOnAThreadOfItsOwnAppliesTheWholeFeedAndFinishes) {
    SystemClock clock;
    MemoryFeed feed;
    constexpr std::int64_t kEvents = 3000;
    for (std::int64_t id = 1; id <= kEvents; ++id) feed.add(scan_event(id, 1 + id % 97));
    MemoryQueueState queue_state(clock, {});
    MemoryStoreState store_state(clock);
    std::stop_source finish;
    std::stop_source abandon;
    const StopPhases stop{finish.get_token(), abandon.get_token()};

    MemoryLease lease(store_state, {.holder = "first", .duration = 1s});
    HeldLease held_lease;
    PollingRecord keeping;
    LeaseKeeper keeper(lease, held_lease, clock, keeping, 1s, Random(1));
    MemoryQueue polling_queue(queue_state);
    MemoryCursorStore cursors(store_state);
    PollingRecord polling;
    PollerSettings settings;
    settings.page_limit = 100;
    settings.poll_interval = 20ms;
    settings.message.events_max = 10;
    Poller poller(feed, polling_queue, cursors, held_lease, clock, polling, settings, Random(1));
    HeldDeliveries held(10s);
    MemoryQueue keeping_queue(queue_state);
    VisibilityKeeper visibility(keeping_queue, held, clock);
    MemoryQueue watched_queue(queue_state);
    MemoryLease watched_lease(store_state, {.holder = "first", .duration = 1s});
    CatchUpWatch watch(watched_queue, watched_lease, held_lease, &held, 1s, clock);

    {
        std::jthread keeper_thread([&] { run(keeper, clock, stop); });
        std::jthread poller_thread([&] { run(poller, clock, stop); });
        std::jthread visibility_thread([&] { run(visibility, clock, stop); });
        ProcessorThread first(queue_state, store_state, held, clock, stop);
        ProcessorThread second(queue_state, store_state, held, clock, stop);
        run(watch, clock, stop);
        finish.request_stop();
    }
    EXPECT_TRUE(watch.is_caught_up());
    EXPECT_EQ(store_state.tables().parcels.size(), 97u);
    EXPECT_EQ(store_state.tables().cursor->last_event_id, EventId{kEvents});
    EXPECT_TRUE(store_state.tables().lease.holder.empty());
    EXPECT_EQ(queue_state.depth().undone(), 0u);
}

}  // namespace
}  // namespace scan
