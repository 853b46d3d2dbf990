#pragma once

#include <deque>
#include <memory>
#include <stop_token>
#include <string>

#include "app/engines.h"
#include "app/worker_watch.h"
#include "operations/acting/pause_board.h"
#include "pipeline/worker_stages.h"
#include "telemetry/processor_report.h"

namespace scan {

// What one processor works with.
struct ProcessorParts {
    ProcessorParts(Engines& engines, const Config& config, const std::string& name,
                   std::stop_token let_go, WorkerWatch& watch, Clock& clock, Log& log,
                   Metrics& metrics);

    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<ParcelStore> store;
    ProcessorReport report;
};

// What the processors and the visibility's keeper work with. Outlives their stages.
class ProcessingParts final {
public:
    ProcessingParts(Engines& engines, const Config& config, std::stop_token let_go,
                    WorkerWatch& watch, Clock& clock, Log& log, Metrics& metrics);

    ProcessingPorts ports(const Config& config, const PauseBoard& pauses);

private:
    Engines& engines_;
    std::unique_ptr<EventQueue> keeper_queue_;
    std::deque<ProcessorParts> processors_;
};

}  // namespace scan
