#pragma once

#include "app/metrics.h"
#include "app/outage_report.h"
#include "pipeline/lease_keeper.h"

namespace scan {

// Counts and logs what the lease's keeper tells.
class LeaseReport final : public LeaseObserver {
public:
    LeaseReport(Log& log, Metrics& metrics, Clock& clock)
        : log_(log), metrics_(metrics), outage_("lease", log, clock) {}

    void lease_acquired(const Tenure& tenure) override;
    void lease_lost(LeaseEpoch epoch) override;
    void lease_held_elsewhere() override;
    void lease_waiting_after(const Error& error, Duration delay) override;

private:
    Log& log_;
    Metrics& metrics_;
    OutageReport outage_;
    bool told_standby_ = false;
};

}  // namespace scan
