#pragma once

#include <optional>
#include <stop_token>

#include "app/config.h"
#include "app/metrics.h"
#include "base/random.h"

namespace scan {

struct RunOptions {
    bool until_caught_up = false;
    std::optional<Duration> timeout;
};

enum class RunEnd { stopped, caught_up, timed_out };

// The composition root: makes every part of a worker from the configuration, runs it on threads of its own, and returns when `stop` was
// requested, when it is caught up and asked to end then, or at the timeout. What is held by then is finished within shutdown.grace.
// An error: the worker could not start.
Result<RunEnd> run_worker(const Config& config, const RunOptions& options, Clock& clock, Log& log,
                          Metrics& metrics, Random random, std::stop_token stop);

}  // namespace scan
