#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "app/desk/admin_entrance.h"
#include "app/desk/reload_wish.h"
#include "app/desk/service_manager.h"
#include "app/unfinished.h"
#include "base/random.h"
#include "config/config.h"
#include "operations/telling/report.h"
#include "telemetry/metrics.h"

namespace scan {

struct RunOptions {
    bool until_caught_up = false;
    std::optional<Duration> timeout;
    // Where it answers people and machines, who started it, and who wants files read anew. They outlive the run.
    AdminEntrance& entrance;
    const ServiceManager& service;
    ReloadWish& reload;
    std::function<void()> reload_settings = {};  // see DeskSurroundings
    ReportContext about = {};                    // what its reports say of it
};

enum class RunEnd { stopped, caught_up, timed_out };

// The composition root: makes every part of a worker from the configuration, runs it on threads of its own, and returns when `stop` was
// requested, when it is caught up and asked to end then, or at the timeout. What is held by then is finished within shutdown.grace.
// `unfinished` has what still works. An error: the worker could not start.
Result<RunEnd> run_worker(const Config& config, const RunOptions& options, Clock& clock, Log& log,
                          Metrics& metrics, Unfinished& unfinished, Random random,
                          std::stop_token stop);

}  // namespace scan
