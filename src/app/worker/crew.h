#pragma once

#include <cstddef>
#include <map>
#include <stop_token>
#include <thread>
#include <vector>

#include "app/unfinished.h"
#include "pipeline/stop_order.h"
#include "pipeline/worker_stages.h"
#include "telemetry/stage_watch.h"

namespace scan {

// Runs each stage of a worker on a thread of its own.
class Crew final {
public:
    // `watch` is told where each stage is.
    Crew(Clock& clock, Unfinished& unfinished, StageWatch& watch)
        : clock_(clock), unfinished_(unfinished), watch_(watch) {}

    void start(const WorkerStage& member);

    // Requested when the crew is to let go: ends the calls that its stages are in.
    std::stop_token when_abandoned() const { return order_.when_abandoned(); }

    // Asks all to finish.
    void begin_stop() { order_.begin(); }

    // Asks all to finish, waits until `deadline`, then makes them let go.
    void stop(Instant deadline);

private:
    Clock& clock_;
    Unfinished& unfinished_;
    StageWatch& watch_;
    std::map<WorkerPart, std::size_t> started_;
    StopOrder order_;
    std::vector<std::jthread> threads_;
};

}  // namespace scan
