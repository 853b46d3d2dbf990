#pragma once

#include <functional>
#include <list>
#include <optional>
#include <vector>

#include "pipeline/catch_up_watch.h"
#include "pipeline/fetching/feed_lane.h"
#include "pipeline/lease/lease_keeper.h"
#include "pipeline/processing/history_retention.h"
#include "pipeline/processing/processor.h"
#include "pipeline/processing/visibility_keeper.h"
#include "pipeline/reading/poller.h"
#include "pipeline/stop_order.h"

namespace scan {

struct RetentionPorts {
    HistoryStore& store;
    RetentionObserver& observer;
    Duration keep;
};

// What a worker that polls works with. Each stage runs on a thread of its own, so no two may share a session.
struct PollingPorts {
    Lease& lease;
    LeaseObserver& lease_observer;
    Duration lease_duration;
    Feed& feed;
    EventQueue& queue;
    CursorStore& cursors;
    PollerObserver& observer;
    PollerSettings settings;
    std::optional<RetentionPorts> retention;  // none: history is kept for ever
    // Each lane's own: one fewer than settings.lanes.requests, as the poller asks too.
    std::vector<std::reference_wrapper<Feed>> lanes = {};
};

struct ProcessorPorts {
    EventQueue& queue;
    ParcelStore& store;
    ProcessorObserver& observer;
    ProcessorSettings settings;
};

// What a worker that processes works with.
struct ProcessingPorts {
    EventQueue& keeper_queue;  // of the one that prolongs visibility
    HeldDeliveries::Timeout visibility_timeout;
    std::vector<ProcessorPorts> processors;
    std::size_t keeper_receipts_max = VisibilityKeeper::kReceiptsMax;
};

struct WorkerPorts {
    // What tells that everything is done works with these; `long_poll`: how long one waits for messages.
    EventQueue& watch_queue;
    Lease& watch_lease;
    Duration long_poll;
    CatchUpObserver* watch_observer = nullptr;  // nullptr: nobody is to be told
    std::optional<PollingPorts> polling;
    std::optional<ProcessingPorts> processing;
};

// A stage, and the part that it plays when the worker stops.
struct WorkerStage {
    WorkerPart part;
    Stage& stage;
};

// The stages of one worker over the ports that they are given. Whoever makes them runs them: on threads, or one step after the other on
// virtual time. Made and destroyed by one thread.
class WorkerStages final {
public:
    WorkerStages(const WorkerPorts& ports, Clock& clock, Random random);

    // In the order in which they are started.
    std::vector<WorkerStage> all();

    // Stepped by whoever waits for the end, because its finish ends the worker instead of the other way round.
    CatchUpWatch& watch() { return watch_; }
    const CatchUpWatch& watch() const { return watch_; }

private:
    HeldLease held_lease_;
    HeldDeliveries held_deliveries_;
    std::optional<LeaseKeeper> lease_keeper_;
    std::optional<Poller> poller_;
    std::list<FeedLane> lanes_;
    std::optional<HistoryRetention> retention_;
    std::optional<VisibilityKeeper> visibility_keeper_;
    std::list<Processor> processors_;
    CatchUpWatch watch_;
};

}  // namespace scan
