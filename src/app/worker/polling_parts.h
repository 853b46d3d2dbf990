#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "app/engines.h"
#include "app/worker/feed_connections.h"
#include "app/worker_watch.h"
#include "operations/telling/form_agreement.h"
#include "pipeline/worker_stages.h"
#include "telemetry/lease_report.h"
#include "telemetry/poller_report.h"
#include "telemetry/retention_report.h"

namespace scan {

// What the poller, its lanes, the lease's keeper and the retention work with. Outlives their stages.
class PollingParts final {
public:
    PollingParts(PollingConnections given, Engines& engines, const Config& config,
                 const SqlLeaseSettings& lease_settings, std::stop_token let_go, WorkerWatch& watch,
                 Clock& clock, Log& log, Metrics& metrics);

    // `compression`: whether every worker reads compressed messages; outlives the stages.
    PollingPorts ports(const Config& config, const FormAgreement& compression);

private:
    PollingConnections feed_;
    std::unique_ptr<Feed> watched_feed_;
    std::vector<std::unique_ptr<Feed>> watched_lanes_;
    std::unique_ptr<Lease> lease_;
    std::unique_ptr<EventQueue> queue_;
    std::unique_ptr<CursorStore> cursors_;
    std::unique_ptr<HistoryStore> history_;
    LeaseReport lease_report_;
    PollerReport report_;
    RetentionReport retention_report_;
};

}  // namespace scan
