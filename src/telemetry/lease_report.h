#pragma once

#include "operations/telling/worker_board.h"
#include "pipeline/lease/lease_keeper.h"
#include "telemetry/metrics.h"
#include "telemetry/outage_report.h"

namespace scan {

// Counts and logs what the lease's keeper tells.
class LeaseReport final : public LeaseObserver {
public:
    LeaseReport(Log& log, Metrics& metrics, WorkerBoard& board, Clock& clock)
        : log_(log), metrics_(metrics), board_(board), outage_("lease", log, clock) {}

    void lease_acquired(const Tenure& tenure) override;
    void lease_lost(LeaseEpoch epoch) override;
    void lease_held_elsewhere() override;
    void lease_waiting_after(const Error& error, Duration delay) override;

private:
    Log& log_;
    Metrics& metrics_;
    WorkerBoard& board_;
    OutageReport outage_;
    bool told_standby_ = false;
};

}  // namespace scan
