#pragma once

#include "pipeline/catch_up_watch.h"
#include "telemetry/outage_report.h"

namespace scan {

// Logs the errors of whoever watches for the end of `run --until-caught-up`.
class CatchUpReport final : public CatchUpObserver {
public:
    CatchUpReport(Log& log, Clock& clock) : outage_("catch-up watch", log, clock) {}

    void watch_waiting_after(const Error& error, Duration delay) override {
        outage_.failed(error, delay);
    }
    void watch_recovered() override { outage_.recovered(); }

private:
    OutageReport outage_;
};

}  // namespace scan
