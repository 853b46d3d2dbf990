#pragma once

#include "base/log.h"
#include "base/stage.h"
#include "telemetry/metrics.h"

namespace scan {

// Says once a minute what was done in it.
class ProgressReport final : public Stage {
public:
    ProgressReport(Log& log, const Metrics& metrics, Clock& clock)
        : log_(log), metrics_(metrics), clock_(clock) {}

    Next step(const StopPhases& stop) override;

private:
    Log& log_;
    const Metrics& metrics_;
    Clock& clock_;
    bool began_ = false;
    std::size_t read_ = 0;
    std::size_t applied_ = 0;
    std::size_t failed_ = 0;
};

}  // namespace scan
