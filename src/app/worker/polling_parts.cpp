#include "app/worker/polling_parts.h"

#include <utility>

#include "app/status_limits.h"
#include "app/worker_settings.h"

namespace scan {
namespace {

constexpr const char* kPoller = "poller";

}  // namespace

PollingParts::PollingParts(PollingConnections given, Engines& engines, const Config& config,
                           const SqlLeaseSettings& lease_settings, std::stop_token let_go,
                           WorkerWatch& watch, Clock& clock, Log& log, Metrics& metrics)
    : feed_(std::move(given)),
      watched_feed_(watch.over_feed(*feed_.poller, stage_name(WorkerPart::poller),
                                    watch.line(Dependency::feed, kPoller, feed_call_max(config),
                                               [feed = feed_.poller.get()](const Error& error) {
                                                   return trouble_of_feed(error,
                                                                          feed->answered_status());
                                               }))),
      lease_(watch.over(engines.store().lease(lease_settings), watch.store,
                        stage_name(WorkerPart::lease_keeper))),
      queue_(watch.over(
          engines.queue(std::move(let_go)), watch.queue, stage_name(WorkerPart::poller),
          watch.line(Dependency::queue, kPoller, queue_call_max(config), trouble_of_queue))),
      cursors_(watch.over(
          engines.store().cursor_store(), watch.store, stage_name(WorkerPart::poller),
          watch.line(Dependency::store, kPoller, store_call_max(config), trouble_of_store))),
      history_(watch.over(engines.store().history_store(), watch.store,
                          stage_name(WorkerPart::retention))),
      lease_report_(log, metrics, watch.board, clock),
      report_(log, metrics, watch.board, clock),
      retention_report_(log, metrics, clock) {
    for (const auto& lane : feed_.lanes) {
        const std::size_t number = watched_lanes_.size() + 1;
        watched_lanes_.push_back(watch.over_feed(*lane, stage_name(WorkerPart::feed_lane, number)));
    }
}

PollingPorts PollingParts::ports(const Config& config, const FormAgreement& compression) {
    PollerSettings settings = poller_settings(config);
    // Others may read a queue of Amazon's, and they know the documented form alone.
    if (config.queue.compression == QueueCompression::automatic &&
        config.queue.url.engine != EngineUrl::Engine::sqs) {
        settings.form = [&compression] {
            return compression.holds() ? MessageForm::compressed : MessageForm::page;
        };
    }
    PollingPorts ports{.lease = *lease_,
                       .lease_observer = lease_report_,
                       .lease_duration = config.lease.duration,
                       .feed = *watched_feed_,
                       .queue = *queue_,
                       .cursors = *cursors_,
                       .observer = report_,
                       .settings = std::move(settings),
                       .retention = {}};
    if (const auto& keep = config.store.history_retention)
        ports.retention.emplace(*history_, retention_report_, *keep);
    for (const auto& each : watched_lanes_) ports.lanes.emplace_back(*each);
    return ports;
}

}  // namespace scan
