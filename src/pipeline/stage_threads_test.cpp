#include <gtest/gtest.h>

#include <thread>

#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_feed.h"
#include "adapters/memory/memory_lease.h"
#include "adapters/memory/memory_parcel_store.h"
#include "adapters/memory/memory_queue.h"
#include "pipeline/testing/polling_record.h"
#include "pipeline/testing/processing_record.h"
#include "pipeline/testing/scan_events.h"
#include "pipeline/worker_stages.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(StageThreads, EveryStageOnAThreadOfItsOwnAppliesTheWholeFeedAndFinishes) {
    SystemClock clock;
    MemoryFeed feed;
    constexpr std::int64_t kEvents = 3000;
    for (std::int64_t id = 1; id <= kEvents; ++id) feed.add(scan_event(id, 1 + id % 97));
    MemoryQueueState queue_state(clock, {});
    MemoryStoreState store_state(clock);

    const MemoryLeaseSettings holder{.holder = "first", .duration = 1s};
    MemoryLease lease(store_state, holder);
    MemoryLease watched_lease(store_state, holder);
    MemoryQueue polling_queue(queue_state);
    MemoryQueue keeping_queue(queue_state);
    MemoryQueue watched_queue(queue_state);
    MemoryQueue queues[] = {MemoryQueue(queue_state), MemoryQueue(queue_state)};
    MemoryParcelStore stores[] = {MemoryParcelStore(store_state), MemoryParcelStore(store_state)};
    MemoryCursorStore cursors(store_state);
    PollingRecord keeping;
    PollingRecord polling;
    ProcessingRecord processing[2];
    PollerSettings settings;
    settings.page_limit = 100;
    settings.poll_interval = 20ms;
    settings.message.events_max = 10;
    const ProcessorSettings batches{.batch_events_max = 100, .receive_wait = 1s};

    WorkerStages stages(
        {.watch_queue = watched_queue,
         .watch_lease = watched_lease,
         .long_poll = 1s,
         .polling =
             PollingPorts{lease, keeping, 1s, feed, polling_queue, cursors, polling, settings, {}},
         .processing = ProcessingPorts{keeping_queue,
                                       [] { return Duration(10s); },
                                       {{queues[0], stores[0], processing[0], batches},
                                        {queues[1], stores[1], processing[1], batches}}}},
        clock, Random(1));
    StopOrder order;
    {
        std::vector<std::jthread> threads;
        for (const WorkerStage& each : stages.all())
            threads.emplace_back([&clock, &order, each, stop = order.join(each.part)] {
                run(each.stage, clock, stop);
                order.ended(each.part);
            });
        run(stages.watch(), clock, {});
        order.begin();
    }
    EXPECT_TRUE(order.all_ended());
    EXPECT_TRUE(stages.watch().is_caught_up());
    EXPECT_EQ(store_state.tables().parcels.size(), 97u);
    EXPECT_EQ(store_state.tables().cursor->last_event_id, EventId{kEvents});
    EXPECT_TRUE(store_state.tables().lease.holder.empty());
    EXPECT_EQ(queue_state.depth().undone(), 0u);
}

}  // namespace
}  // namespace scan
