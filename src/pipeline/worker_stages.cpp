#include "pipeline/worker_stages.h"

namespace scan {

WorkerStages::WorkerStages(const WorkerPorts& ports, Clock& clock, Random random)
    : held_deliveries_(ports.processing ? ports.processing->visibility_timeout
                                        : HeldDeliveries::Timeout([] { return Duration{}; })),
      watch_(ports.watch_queue, ports.watch_lease, held_lease_,
             ports.processing ? &held_deliveries_ : nullptr, ports.long_poll, clock,
             ports.watch_observer) {
    if (const auto& polling = ports.polling) {
        lease_keeper_.emplace(polling->lease, held_lease_, clock, polling->lease_observer,
                              polling->lease_duration, Random(random.next()));
        poller_.emplace(polling->feed, polling->queue, polling->cursors, held_lease_, clock,
                        polling->observer, polling->settings, Random(random.next()));
        for (Feed& each : polling->lanes) lanes_.emplace_back(each, poller_->ahead(), clock);
        if (const auto& retention = polling->retention)
            retention_.emplace(retention->store, held_lease_, clock, retention->observer,
                               retention->keep, Random(random.next()));
    }
    if (const auto& processing = ports.processing) {
        visibility_keeper_.emplace(processing->keeper_queue, held_deliveries_, clock,
                                   processing->keeper_receipts_max);
        for (const ProcessorPorts& each : processing->processors)
            processors_.emplace_back(each.queue, each.store, held_deliveries_, clock, each.observer,
                                     each.settings, Random(random.next()));
    }
}

std::vector<WorkerStage> WorkerStages::all() {
    std::vector<WorkerStage> stages;
    if (visibility_keeper_) stages.push_back({WorkerPart::visibility_keeper, *visibility_keeper_});
    if (lease_keeper_) stages.push_back({WorkerPart::lease_keeper, *lease_keeper_});
    if (poller_) stages.push_back({WorkerPart::poller, *poller_});
    for (FeedLane& each : lanes_) stages.push_back({WorkerPart::feed_lane, each});
    for (Processor& each : processors_) stages.push_back({WorkerPart::processor, each});
    if (retention_) stages.push_back({WorkerPart::retention, *retention_});
    return stages;
}

}  // namespace scan
