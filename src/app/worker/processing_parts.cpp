#include "app/worker/processing_parts.h"

#include <utility>

#include "app/status_limits.h"
#include "app/worker_settings.h"

namespace scan {
namespace {

constexpr const char* kProcessor = "processor";

}  // namespace

ProcessorParts::ProcessorParts(Engines& engines, const Config& config, const std::string& name,
                               std::stop_token let_go, WorkerWatch& watch, Clock& clock, Log& log,
                               Metrics& metrics)
    : queue(watch.over(
          engines.queue(std::move(let_go)), watch.queue, name,
          watch.line(Dependency::queue, kProcessor, queue_call_max(config), trouble_of_queue))),
      store(watch.over(
          engines.store().parcel_store(), watch.store, name,
          watch.line(Dependency::store, kProcessor, store_call_max(config), trouble_of_store))),
      report(log, metrics, clock) {}

ProcessingParts::ProcessingParts(Engines& engines, const Config& config, std::stop_token let_go,
                                 WorkerWatch& watch, Clock& clock, Log& log, Metrics& metrics)
    : engines_(engines),
      keeper_queue_(watch.over(engines.queue(let_go), watch.queue,
                               stage_name(WorkerPart::visibility_keeper))) {
    for (std::uint32_t i = 1; i <= config.processor.count; ++i)
        processors_.emplace_back(engines, config, stage_name(WorkerPart::processor, i), let_go,
                                 watch, clock, log, metrics);
}

ProcessingPorts ProcessingParts::ports(const Config& config, const PauseBoard& pauses) {
    ProcessorSettings settings = processor_settings(config);
    settings.is_paused = [&pauses] { return pauses.is_paused(Pausable::process); };
    ProcessingPorts ports{
        .keeper_queue = *keeper_queue_,
        .visibility_timeout = [this] { return engines_.known_visibility_timeout(); },
        .processors = {}};
    for (ProcessorParts& each : processors_)
        ports.processors.push_back({*each.queue, *each.store, each.report, settings});
    return ports;
}

}  // namespace scan
