#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "app/desk/desk_report.h"
#include "app/engines.h"
#include "app/worker/crew.h"
#include "app/worker_watch.h"
#include "operations/telling/heartbeat_observers.h"
#include "operations/telling/notifier.h"
#include "telemetry/condition_report.h"
#include "telemetry/notice_report.h"

namespace scan {

// What the heartbeat works with: sessions of its own, so that no stage waits for it.
class HeartbeatParts final {
public:
    // `let_go` ends its calls of the queue. What the directory says of compression is told to `watch`.
    HeartbeatParts(Engines& engines, const Config& config, const std::string& name,
                   std::stop_token let_go, WorkerWatch& watch, DeskReport desk, Clock& clock,
                   Log& log, Metrics& metrics);

    // Starts the heartbeat, and the notifier if anybody is to be told.
    void start(Crew& crew);
    // For whoever tells the worker's state on. Any thread.
    std::optional<Facts> last() const { return heartbeat_.last(); }

private:
    AgreeingDirectory workers_;
    std::unique_ptr<StoreFactsReader> store_;
    std::unique_ptr<StoreStatusReader> figures_;
    std::unique_ptr<EventQueue> queue_;
    ConditionReport report_;
    DeskReport desk_report_;
    std::vector<std::unique_ptr<NoticeOutlet>> outlets_;
    NoticeReport notice_report_;
    Notifier notifier_;
    HeartbeatObservers observers_;
    Heartbeat heartbeat_;
};

}  // namespace scan
