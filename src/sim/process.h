#pragma once

#include <list>
#include <memory>
#include <stop_token>

#include "adapters/memory/faulty_cursor_store.h"
#include "adapters/memory/faulty_feed.h"
#include "adapters/memory/faulty_lease.h"
#include "adapters/memory/faulty_parcel_store.h"
#include "adapters/memory/faulty_queue.h"
#include "pipeline/poller.h"
#include "pipeline/processor.h"
#include "pipeline/visibility_keeper.h"
#include "sim/machine_clock.h"
#include "sim/watched_cursor_store.h"
#include "sim/watched_feed.h"
#include "sim/watched_lease.h"
#include "sim/watched_parcel_store.h"
#include "sim/watched_queue.h"
#include "sim/watchful_observer.h"

namespace scan::sim {

// A stage of a process, as its thread would run it.
struct Task {
    enum class Part { poller, lease_keeper, processor, visibility_keeper };
    Part part{};
    Stage& stage;
    StopPhases stop;
    Instant at;            // true time of the next step
    bool is_busy = false;  // in the middle of a step
    bool is_finished = false;
};

// One process of the worker, wired as app/worker.cpp wires it: destroying it is killing it.
class Process final {
public:
    // `calls` is asked before each call of a port.
    Process(Surroundings& around, MachineClock& clock, int number, Random random,
            FaultScript::Source calls);

    int number() const { return number_; }
    MachineClock& clock() { return clock_; }
    WatchedQueue& queue() { return watched_queue_; }
    std::list<Task>& tasks() { return tasks_; }

    // Dead: no task is stepped any more, and what is in the middle of a step gets no further than its next call.
    void die() { is_dead_ = true; }
    bool is_dead() const { return is_dead_; }
    bool is_busy() const;

    void suspend_until(Instant until) { suspended_until_ = std::max(suspended_until_, until); }
    // The end of a suspension, if there is one: every thread wakes now.
    void resume(Instant now);
    Instant suspended_until() const { return suspended_until_; }

    // An orderly stop, in the order of app/worker.cpp. `go_on_stopping` takes its next step where the last is done; true: all is done.
    void begin_stop();
    bool go_on_stopping(Instant now);
    // The grace time is over.
    void abandon(Instant now);

private:
    void request(std::stop_source& stop, Instant now);
    bool is_done(Task::Part part) const;

    const int number_;
    MachineClock& clock_;
    FaultScript faults_;
    WatchfulObserver observer_;
    WatchedFeed watched_feed_;
    FaultyFeed feed_;
    WatchedQueue watched_queue_;
    FaultyQueue queue_;
    WatchedCursorStore watched_cursors_;
    FaultyCursorStore cursors_;
    WatchedLease watched_lease_;
    FaultyLease lease_;
    WatchedParcelStore watched_parcels_;
    FaultyParcelStore parcels_;
    HeldLease held_lease_;
    HeldDeliveries held_deliveries_;
    LeaseKeeper lease_keeper_;
    Poller poller_;
    VisibilityKeeper visibility_keeper_;
    std::list<Processor> processors_;

    std::stop_source finish_polling_;
    std::stop_source finish_lease_;
    std::stop_source finish_processing_;
    std::stop_source finish_visibility_;
    std::stop_source abandon_;
    std::list<Task> tasks_;
    bool is_stopping_ = false;
    bool is_dead_ = false;
    Instant suspended_until_{};
};

}  // namespace scan::sim
