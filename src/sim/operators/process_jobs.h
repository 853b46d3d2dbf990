#pragma once

#include <functional>

#include "adapters/faulty/faulty_pause_switch.h"
#include "adapters/memory/memory_pause_switch.h"
#include "operations/acting/pause_board.h"
#include "operations/jobs/job_runner.h"
#include "sim/operators/job_maker.h"

namespace scan::sim {

// What one process of the worker does by operators' word: it runs their jobs while it holds the lease, and heeds their pauses.
class ProcessJobs final : private JobObserver {
public:
    ProcessJobs(Surroundings& around, FaultScript& faults, const JobMaker::Ports& ports, int number,
                std::function<bool()> holds_lease, Random random);

    Stage& runner() { return runner_; }
    Stage& pause_watch() { return pause_watch_; }
    const PauseBoard& pauses() const { return pauses_; }

private:
    void job_begun(const Job& job) override { around_.trace.note(number_, "begins job", job.id); }
    void job_ended(const Job& job, const JobWork& work) override;

    Surroundings& around_;
    const int number_;
    PauseBoard pauses_;
    MemoryPauseSwitch memory_switch_;
    FaultyPauseSwitch switch_;
    PauseWatch pause_watch_;
    JobMaker maker_;
    JobRunner runner_;
};

}  // namespace scan::sim
