#pragma once

#include <list>
#include <string>

#include "pipeline/fetching/feed_lane.h"
#include "pipeline/lease/lease_keeper.h"
#include "pipeline/reading/poller.h"
#include "pipeline/testing/outside.h"
#include "pipeline/testing/polling_record.h"

namespace scan {

struct PollingWorkerSettings {
    std::string name = "first";
    Duration lease_duration = std::chrono::seconds(15);
    PollerSettings poller;
    std::uint64_t seed = 1;
};

// The part of a process that polls: destroying it is killing the process.
struct PollingWorker {
    PollingWorker(Outside& outside, const PollingWorkerSettings& settings)
        : feed(outside.feed, outside.faults),
          memory_queue(outside.queue),
          queue(memory_queue, outside.faults),
          memory_cursors(outside.store),
          cursors(memory_cursors, outside.faults),
          memory_lease(outside.store, {.holder = settings.name,
                                       .duration = settings.lease_duration,
                                       .first_event_id = settings.poller.first_event_id}),
          lease(memory_lease, outside.faults),
          keeper(lease, held, outside.clock, record, settings.lease_duration,
                 Random(settings.seed)),
          poller(feed, queue, cursors, held, outside.clock, record, settings.poller,
                 Random(settings.seed)) {
        for (std::size_t i = 1; i < settings.poller.lanes.requests; ++i)
            lanes.emplace_back(feed, poller.ahead(), outside.clock);
    }

    FaultyFeed feed;
    MemoryQueue memory_queue;
    FaultyQueue queue;
    MemoryCursorStore memory_cursors;
    FaultyCursorStore cursors;
    MemoryLease memory_lease;
    FaultyLease lease;
    HeldLease held;
    PollingRecord record;
    LeaseKeeper keeper;
    Poller poller;
    std::list<FeedLane> lanes;
};

}  // namespace scan
