#pragma once

#include "pipeline/processing/history_retention.h"
#include "telemetry/metrics.h"
#include "telemetry/outage_report.h"

namespace scan {

// Counts and logs what the retention tells.
class RetentionReport final : public RetentionObserver {
public:
    RetentionReport(Log& log, Metrics& metrics, Clock& clock)
        : metrics_(metrics), outage_("retention", log, clock) {}

    void forgot(const Forgotten& forgotten) override;
    void retention_waiting_after(const Error& error, Duration delay) override;
    void retention_recovered() override;

private:
    Metrics& metrics_;
    OutageReport outage_;
};

}  // namespace scan
