#include "app/worker.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <thread>
#include <vector>

#include "adapters/http_feed/http_feed.h"
#include "app/engines.h"
#include "app/lease_report.h"
#include "app/poller_report.h"
#include "app/processor_report.h"
#include "app/progress_report.h"
#include "app/retention_report.h"
#include "app/worker_settings.h"
#include "pipeline/catch_up_watch.h"
#include "pipeline/history_retention.h"
#include "pipeline/lease_keeper.h"
#include "pipeline/visibility_keeper.h"

namespace scan {
namespace {

std::string holder_name(Random& random) {
    char host[256] = "localhost";
    ::gethostname(host, sizeof host - 1);
    return fmt::format("{}:{}:{:08x}", host, ::getpid(), random.next() & 0xffffffffu);
}

// Stages that are stopped together, each on a thread of its own.
class Crew final {
public:
    explicit Crew(Clock& clock) : clock_(clock) {}

    void start(Stage& stage) {
        ++running_;
        threads_.emplace_back([this, &stage] {
            run(stage, clock_, {finish_.get_token(), abandon_.get_token()});
            if (--running_ == 0) all_done_.request_stop();
        });
    }

    // Asks all to finish, waits until `deadline`, then makes them let go.
    void stop(Instant deadline) {
        finish_.request_stop();
        if (running_ > 0) clock_.sleep_until(deadline, all_done_.get_token());
        abandon_.request_stop();
        threads_.clear();
    }

private:
    Clock& clock_;
    std::stop_source finish_;
    std::stop_source abandon_;
    std::stop_source all_done_;
    std::atomic<int> running_ = 0;
    std::vector<std::jthread> threads_;
};

// The poller with what it alone uses.
struct PollerParts {
    PollerParts(std::unique_ptr<Feed> given, Engines& engines, HeldLease& lease,
                const Config& config, Clock& clock, Log& log, Metrics& metrics, Random random)
        : feed(std::move(given)),
          queue(engines.queue()),
          cursors(engines.store().cursor_store()),
          report(log, metrics, clock),
          poller(*feed, *queue, *cursors, lease, clock, report, poller_settings(config), random) {}

    std::unique_ptr<Feed> feed;
    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<CursorStore> cursors;
    PollerReport report;
    Poller poller;
};

struct RetentionParts {
    RetentionParts(Engines& engines, const HeldLease& lease, Duration keep, Clock& clock, Log& log,
                   Metrics& metrics, Random random)
        : store(engines.store().history_store()),
          report(log, metrics, clock),
          retention(*store, lease, clock, report, keep, random) {}

    std::unique_ptr<HistoryStore> store;
    RetentionReport report;
    HistoryRetention retention;
};

// A processor with what it alone uses.
struct ProcessorParts {
    ProcessorParts(Engines& engines, HeldDeliveries& held, const Config& config, Clock& clock,
                   Log& log, Metrics& metrics, Random random)
        : queue(engines.queue()),
          store(engines.store().parcel_store()),
          report(log, metrics, clock),
          processor(*queue, *store, held, clock, report, processor_settings(config), random) {}

    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<ParcelStore> store;
    ProcessorReport report;
    Processor processor;
};

// What only a person can mend ends the start; what may mend itself is waited for like any later outage.
Result<> check_at_start(Engines& engines, Log& log) {
    const auto store = engines.store().parcel_store()->ping();
    const auto queue = engines.queue()->depth();
    for (const Error* error :
         {store ? nullptr : &store.error(), queue ? nullptr : &queue.error()}) {
        if (error == nullptr) continue;
        if (error->code == ErrorCode::denied) return std::unexpected(*error);
        log.warn("not usable yet: {}", error->message);
    }
    const auto is_narrow = store ? engines.store().is_parcel_id_narrow() : Result<bool>(false);
    if (is_narrow && *is_narrow) {
        log.warn(
            "the store's ParcelId is INT: an event of a parcel above 2147483647 becomes a failed "
            "event; `scan-event-worker migrate --widen-parcel-id` makes it BIGINT");
    }
    return {};
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

}  // namespace

Result<RunEnd> run_worker(const Config& config, const RunOptions& options, Clock& clock, Log& log,
                          Metrics& metrics, Random random, std::stop_token stop) {
    const bool polls = config.worker.role != WorkerRole::process;
    const bool processes = config.worker.role != WorkerRole::poll;

    Engines engines(config.store, config.queue, clock, Random(random.next()),
                    [&log](const std::string& line) { log.warn("{}", line); });
    if (const auto usable = check_at_start(engines, log); !usable)
        return std::unexpected(usable.error());
    const SqlLeaseSettings lease_settings{.holder = holder_name(random),
                                          .duration = config.lease.duration,
                                          .first_event_id = config.feed.first_event_id};

    HeldLease held_lease;
    const auto lease = engines.store().lease(lease_settings);
    LeaseReport lease_report(log, metrics, clock);
    LeaseKeeper lease_keeper(*lease, held_lease, clock, lease_report, config.lease.duration,
                             Random(random.next()));

    HeldDeliveries held_deliveries(engines.visibility_timeout());
    const auto keeper_queue = engines.queue();
    VisibilityKeeper visibility_keeper(*keeper_queue, held_deliveries, clock);

    std::optional<PollerParts> poller;
    if (polls) {
        auto feed = HttpFeed::create(http_feed_settings(config.feed), clock);
        if (!feed) return std::unexpected(feed.error());
        poller.emplace(std::move(*feed), engines, held_lease, config, clock, log, metrics,
                       Random(random.next()));
    }
    std::optional<RetentionParts> retention;
    if (polls && config.store.history_retention) {
        retention.emplace(engines, held_lease, *config.store.history_retention, clock, log, metrics,
                          Random(random.next()));
    }

    std::deque<ProcessorParts> processors;
    for (std::uint32_t i = 0; processes && i < config.processor.count; ++i) {
        processors.emplace_back(engines, held_deliveries, config, clock, log, metrics,
                                Random(random.next()));
    }

    ProgressReport progress(log, metrics, clock);
    const auto watch_queue = engines.queue();
    const auto watch_lease = engines.store().lease(lease_settings);
    CatchUpWatch watch(*watch_queue, *watch_lease, held_lease,
                       processes ? &held_deliveries : nullptr, config.queue.receive_wait, clock);

    // Stopped in this order: the lease is given back as soon as nobody polls, visibility is kept until nothing is held.
    Crew visibility_crew(clock);
    Crew lease_crew(clock);
    Crew processor_crew(clock);
    Crew poller_crew(clock);
    if (processes) visibility_crew.start(visibility_keeper);
    if (polls) {
        lease_crew.start(lease_keeper);
        poller_crew.start(poller->poller);
    }
    for (ProcessorParts& parts : processors) processor_crew.start(parts.processor);
    if (retention) poller_crew.start(retention->retention);
    poller_crew.start(progress);

    const RunEnd end = wait_for_end(options, watch, clock, stop);

    const Instant deadline = clock.now() + config.shutdown.grace;
    poller_crew.stop(deadline);
    lease_crew.stop(deadline);
    processor_crew.stop(deadline);
    visibility_crew.stop(deadline);
    return end;
}

}  // namespace scan
