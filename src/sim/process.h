#pragma once

#include <list>
#include <memory>

#include "adapters/faulty/faulty_cursor_store.h"
#include "adapters/faulty/faulty_feed.h"
#include "adapters/faulty/faulty_history_store.h"
#include "adapters/faulty/faulty_lease.h"
#include "adapters/faulty/faulty_parcel_store.h"
#include "adapters/faulty/faulty_queue.h"
#include "pipeline/worker_stages.h"
#include "sim/asked_feed.h"
#include "sim/machine_clock.h"
#include "sim/operators/process_jobs.h"
#include "sim/watched_cursor_store.h"
#include "sim/watched_feed.h"
#include "sim/watched_history_store.h"
#include "sim/watched_lease.h"
#include "sim/watched_parcel_store.h"
#include "sim/watched_queue.h"
#include "sim/watchful_observer.h"

namespace scan::sim {

// A stage of a process, as its thread would run it.
struct Task {
    enum class State { waiting, busy, finished };  // busy: in the middle of a step
    WorkerPart part{};
    Stage& stage;
    StopPhases stop;
    Instant at;  // true time of the next step
    State state = State::waiting;
    bool was_woken_to_stop = false;
};

// One process of the worker, with the stages of the real one: destroying it is killing it.
class Process final {
public:
    // `faults` is asked before each call of a port, and told of each that took effect.
    Process(Surroundings& around, MachineClock& clock, int number, Random random,
            FaultScript faults);

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

    // An orderly stop. It goes on as the stages end.
    void begin_stop(Instant now);
    // The task's step said that it is finished.
    void ended(Task& task, Instant now);
    bool all_ended() const { return stop_order_.all_ended(); }
    // The grace time is over.
    void abandon(Instant now);
    // A batch run that found everything done, and was not asked to stop yet.
    bool wants_to_end() const;

private:
    WorkerPorts ports(const Scenario& scenario);
    std::unique_ptr<ProcessJobs> jobs();
    // As operators may hold it.
    Stage& held(const WorkerStage& each);
    // A request to finish wakes the stages that it is for.
    void wake_asked(Instant now);

    Surroundings& around_;
    const int number_;
    const Instant began_at_;
    MachineClock& clock_;
    FaultScript faults_;
    WatchfulObserver observer_;
    WatchedFeed watched_feed_;
    FaultyFeed faulty_feed_;
    AskedFeed feed_;
    WatchedQueue watched_queue_;
    FaultyQueue queue_;
    WatchedCursorStore watched_cursors_;
    FaultyCursorStore cursors_;
    WatchedLease watched_lease_;
    FaultyLease lease_;
    WatchedParcelStore watched_parcels_;
    FaultyParcelStore parcels_;
    WatchedHistoryStore watched_history_;
    FaultyHistoryStore history_;
    std::unique_ptr<ProcessJobs> jobs_;  // nullptr: there are no operators
    WorkerStages stages_;
    std::list<PausedStage> held_stages_;

    StopOrder stop_order_;
    std::list<Task> tasks_;
    bool is_asked_to_stop_ = false;
    bool is_dead_ = false;
    Instant suspended_until_{};
};

}  // namespace scan::sim
