#pragma once

#include "base/log.h"
#include "operations/jobs/job_runner.h"
#include "operations/jobs/verification.h"
#include "telemetry/metrics.h"

namespace scan {

// Counts and logs the jobs that a worker runs. One thread.
class JobReport final : public JobObserver {
public:
    JobReport(Log& log, Metrics& metrics, Clock& clock)
        : log_(log), metrics_(metrics), clock_(clock) {}

    void job_begun(const Job& job) override;
    void job_ended(const Job& job, const JobWork& work) override;
    // A verification has come to its end.
    void verified(const Verification& found);

private:
    Log& log_;
    Metrics& metrics_;
    Clock& clock_;
};

}  // namespace scan
