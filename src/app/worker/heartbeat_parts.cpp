#include "app/worker/heartbeat_parts.h"

#include "adapters/sql/operations/operations_stores.h"
#include "app/status_limits.h"
#include "app/worker/notice_outlets.h"
#include "pipeline/event_page/compressed_body.h"

namespace scan {
namespace {

// GetQueueAttributes is billed, and its counts are estimates that lag by a minute.
constexpr Duration kSqsDepthInterval = std::chrono::minutes(1);

std::string role_name(WorkerRole role) {
    switch (role) {
        case WorkerRole::both: return "both";
        case WorkerRole::poll: return "poll";
        case WorkerRole::process: return "process";
    }
    std::unreachable();
}

std::vector<NoticeOutlet*> pointers_to(const std::vector<std::unique_ptr<NoticeOutlet>>& outlets) {
    std::vector<NoticeOutlet*> all;
    all.reserve(outlets.size());
    for (const auto& each : outlets) all.push_back(each.get());
    return all;
}

HeartbeatSettings heartbeat_settings(const Config& config, const std::string& name,
                                     const std::string& address) {
    HeartbeatSettings settings;
    settings.self.name = name;
    settings.self.admin_address = address;
    settings.self.role = role_name(config.worker.role);
    settings.self.version = SCAN_VERSION;
    settings.self.reads = {"page", std::string(kCompressedForm)};
    settings.polls = config.worker.role != WorkerRole::process;
    settings.processes = config.worker.role != WorkerRole::poll;
    settings.limits = status_limits(config);
    settings.store_call_max = store_call_max(config);
    if (config.queue.url.engine == EngineUrl::Engine::sqs)
        settings.depth_interval = kSqsDepthInterval;
    return settings;
}

}  // namespace

HeartbeatParts::HeartbeatParts(Engines& engines, const Config& config, const std::string& name,
                               std::stop_token let_go, WorkerWatch& watch, DeskReport desk,
                               Clock& clock, Log& log, Metrics& metrics)
    : workers_(worker_directory(engines.store()), watch.compression),
      store_(store_facts_reader(engines.store())),
      figures_(engines.store().status_reader()),
      queue_(engines.queue(std::move(let_go))),
      report_(log),
      desk_report_(std::move(desk)),
      outlets_(notice_outlets(config.notify)),
      notice_report_(log, metrics),
      notifier_(name, pointers_to(outlets_), notice_report_, clock),
      observers_({&desk_report_, &report_, &notifier_}),
      heartbeat_(watch.board,
                 {.workers = workers_,
                  .store = *store_,
                  .figures = *figures_,
                  .queue = *queue_,
                  .observer = observers_},
                 heartbeat_settings(config, name, desk_report_.address()), clock) {}

void HeartbeatParts::start(Crew& crew) {
    crew.start({WorkerPart::heartbeat, heartbeat_});
    if (!outlets_.empty()) crew.start({WorkerPart::notifier, notifier_});
}

}  // namespace scan
