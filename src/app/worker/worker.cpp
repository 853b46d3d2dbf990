#include "app/worker/worker.h"

#include <algorithm>

#include "app/desk/admin_desk.h"
#include "app/engines.h"
#include "app/lease_holder.h"
#include "app/worker/crew.h"
#include "app/worker/feed_connections.h"
#include "app/worker/heartbeat_parts.h"
#include "app/worker/job_parts.h"
#include "app/worker/pause_parts.h"
#include "app/worker/polling_parts.h"
#include "app/worker/processing_parts.h"
#include "app/worker/start_check.h"
#include "app/worker_watch.h"
#include "pipeline/worker_stages.h"
#include "telemetry/catch_up_report.h"
#include "telemetry/progress_report.h"

namespace scan {
namespace {

SqlLeaseSettings lease_settings_of(const Config& config, Random& random) {
    return {.holder = lease_holder(random),
            .duration = config.lease.duration,
            .first_event_id = config.feed.first_event_id,
            .is_gone = is_gone};
}

RunEnd wait_for_end(const RunOptions& options, CatchUpWatch& watch, Clock& clock,
                    std::stop_token stop) {
    constexpr Duration kForEver = std::chrono::hours(24 * 365 * 10);
    const Instant deadline = clock.now() + options.timeout.value_or(kForEver);
    while (!stop.stop_requested()) {
        Instant wake = deadline;
        if (options.until_caught_up) {
            wake = std::min(wake, watch.step({stop, stop}).at);
            if (watch.is_caught_up()) return RunEnd::caught_up;
        }
        if (clock.now() >= deadline) return RunEnd::timed_out;
        clock.sleep_until(wake, stop);
    }
    return RunEnd::stopped;
}

Result<std::unique_ptr<AdminDesk>> open_desk(const Config& config, const RunOptions& options,
                                             WorkerWatch& watch, Clock& clock, Log& log,
                                             Metrics& metrics, Random& random) {
    return AdminDesk::open({.config = config,
                            .entrance = options.entrance,
                            .watch = watch,
                            .metrics = metrics,
                            .service = options.service,
                            .reload = options.reload,
                            .reload_settings = options.reload_settings,
                            .about = options.about,
                            .clock = clock,
                            .log = log},
                           Random(random.next()));
}

}  // namespace

Result<RunEnd> run_worker(const Config& config, const RunOptions& options, Clock& clock, Log& log,
                          Metrics& metrics, Unfinished& unfinished, Random random,
                          std::stop_token stop) {
    WorkerWatch watch(config, metrics, clock);
    const auto desk = open_desk(config, options, watch, clock, log, metrics, random);
    if (!desk) return std::unexpected(desk.error());
    Engines engines(
        config.store, config.queue, clock, Random(random.next()),
        [&log](const std::string& line) { log.warn(LogEvent{"queue_doubt"}, "{}", line); },
        &watch.credentials);
    {
        const Unfinished::Part part(unfinished, "the first answer of store and queue");
        if (const auto usable = check_at_start(engines, config, log, stop); !usable)
            return std::unexpected(usable.error());
    }
    if (stop.stop_requested()) return RunEnd::stopped;
    const SqlLeaseSettings lease_settings = lease_settings_of(config, random);

    Crew crew(clock, unfinished, watch.stages);
    // A statement that is still under way when the grace is over is cut off; its work is repeated.
    const std::stop_callback cut(crew.when_abandoned(), [&engines] { engines.cut_calls(); });
    PauseParts pauses(engines, clock);
    const auto watch_queue = engines.queue(stop);
    const auto watch_lease = engines.store().lease(lease_settings);
    CatchUpReport watch_report(log, clock);
    WorkerPorts ports{.watch_queue = *watch_queue,
                      .watch_lease = *watch_lease,
                      .long_poll = config.queue.receive_wait,
                      .watch_observer = &watch_report,
                      .polling = {},
                      .processing = {}};

    std::optional<PollingParts> polling;
    std::optional<JobParts> jobs;
    if (config.worker.role != WorkerRole::process) {
        auto feed = open_feed(config.feed, watch.credentials, clock);
        if (!feed) return std::unexpected(feed.error());
        polling.emplace(std::move(feed->polling), engines, config, lease_settings,
                        crew.when_abandoned(), watch, clock, log, metrics);
        ports.polling.emplace(polling->ports(config, watch.compression));
        jobs.emplace(std::move(feed->jobs), engines, config, lease_settings.holder,
                     crew.when_abandoned(), watch, pauses.board, clock, log, metrics,
                     Random(random.next()));
    }
    std::optional<ProcessingParts> processing;
    if (config.worker.role != WorkerRole::poll) {
        processing.emplace(engines, config, crew.when_abandoned(), watch, clock, log, metrics);
        ports.processing.emplace(processing->ports(config, pauses.board));
    }
    WorkerStages stages(ports, clock, random);
    ProgressReport progress(log, metrics, clock);
    HeartbeatParts heartbeat(engines, config, lease_settings.holder, crew.when_abandoned(), watch,
                             (*desk)->report(), clock, log, metrics);

    pauses.start(crew, stages.all());
    if (jobs) jobs->start(crew);
    crew.start({WorkerPart::report, progress});
    heartbeat.start(crew);
    (*desk)->ready();

    const RunEnd end = [&] {
        // At once, though the watch may be in a slow call of its own.
        const std::stop_callback on_stop(stop, [&crew, &desk] {
            (*desk)->stopping();
            crew.begin_stop();
        });
        return wait_for_end(options, stages.watch(), clock, stop);
    }();
    (*desk)->stopping();
    crew.stop(clock.now() + config.shutdown.grace);
    return end;
}

}  // namespace scan
