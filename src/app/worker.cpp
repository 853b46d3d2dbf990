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
#include "app/worker_settings.h"
#include "pipeline/catch_up_watch.h"
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

    std::unique_ptr<Feed> feed;
    const auto poller_queue = engines.queue();
    const auto cursors = engines.store().cursor_store();
    PollerReport poller_report(log, metrics, clock);
    std::optional<Poller> poller;
    if (polls) {
        auto made = HttpFeed::create(http_feed_settings(config.feed), clock);
        if (!made) return std::unexpected(made.error());
        feed = std::move(*made);
        poller.emplace(*feed, *poller_queue, *cursors, held_lease, clock, poller_report,
                       poller_settings(config), Random(random.next()));
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
        poller_crew.start(*poller);
    }
    for (ProcessorParts& parts : processors) processor_crew.start(parts.processor);
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
