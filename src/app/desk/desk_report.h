#pragma once

#include <string>
#include <utility>

#include "admin/api/last_hour.h"
#include "admin/api/live_documents.h"
#include "operations/telling/heartbeat.h"
#include "telemetry/metrics.h"

namespace scan {

// Hands what the heartbeat finds to the API's documents and to the metrics. The heartbeat's thread.
class DeskReport final : public HeartbeatObserver {
public:
    // `address`: where the worker answers; empty: nowhere.
    DeskReport(LiveDocuments& documents, LastHour& hour, Metrics& metrics, std::string address)
        : documents_(documents), hour_(hour), metrics_(metrics), address_(std::move(address)) {}

    const std::string& address() const { return address_; }

    void judged(const Facts& facts, const Verdict& verdict) override;

private:
    LiveDocuments& documents_;
    LastHour& hour_;
    Metrics& metrics_;
    std::string address_;
};

}  // namespace scan
