#pragma once

#include <optional>
#include <vector>

#include "base/mutex.h"
#include "base/stage.h"
#include "operations/conditions/store_facts_reader.h"
#include "operations/conditions/verdict.h"
#include "operations/conditions/worker_directory.h"
#include "operations/telling/reading_pace.h"
#include "operations/telling/worker_board.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/store_status.h"

namespace scan {

// Hears what follows from the facts, every few seconds. Called on the heartbeat's thread.
class HeartbeatObserver {
public:
    virtual ~HeartbeatObserver() = default;
    virtual void judged(const Facts& facts, const Verdict& verdict) = 0;
};

// Of its own: no other stage uses their sessions.
struct HeartbeatPorts {
    WorkerDirectory& workers;
    StoreFactsReader& store;
    StoreStatusReader& figures;
    EventQueue& queue;
    HeartbeatObserver& observer;
};

struct HeartbeatSettings {
    WorkerFacts self;  // what the worker is: name, role, version, address, forms
    bool polls = true;
    bool processes = true;
    Facts limits;  // grace and the like; nothing else of it counts
    Duration store_call_max = std::chrono::seconds(20);
    // How old what another stage learned of the queue may be before the queue is asked.
    Duration depth_interval = std::chrono::seconds(5);
};

// Writes the worker's row every five seconds and at each change of its conditions, and judges what all workers, the store and the queue
// tell. It waits for store and queue on a thread of its own, so a stage never waits for it.
class Heartbeat final : public Stage {
public:
    Heartbeat(WorkerBoard& board, const HeartbeatPorts& ports, HeartbeatSettings settings,
              Clock& clock);

    Next step(const StopPhases& stop) override;

    // The facts of the last beat; nullopt: there was none yet. Any thread.
    std::optional<Facts> last() const;

private:
    WorkerFacts self();
    void beat(const WorkerFacts& self);
    Facts look(const WorkerFacts& self);
    void add_figures(StoreFacts& store);
    void watch_forecast(const Verdict& verdict);

    WorkerBoard& board_;
    HeartbeatPorts ports_;
    const HeartbeatSettings settings_;
    Clock& clock_;
    const PortLine store_line_;
    const PortLine queue_line_;
    ReadingPace pace_;
    std::optional<Instant> beat_at_;
    std::optional<Instant> look_at_;  // when it wants to look next
    StoreStatus figures_;
    std::optional<Instant> figures_due_;  // nullopt: never read yet
    std::vector<ConditionId> told_signs_;
    std::optional<Moment> no_forecast_since_;
    std::string judged_state_;  // empty: nothing was judged yet
    std::optional<UtcTime> complete_to_;
    mutable Mutex mutex_;
    std::optional<Facts> last_ GUARDED_BY(mutex_);
};

}  // namespace scan
