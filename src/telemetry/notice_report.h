#pragma once

#include "base/log.h"
#include "operations/telling/notifier.h"
#include "telemetry/metrics.h"

namespace scan {

// Counts and logs what was told to others, and what could not be. The notifier's thread.
class NoticeReport final : public NotifierObserver {
public:
    NoticeReport(Log& log, Metrics& metrics) : log_(log), metrics_(metrics) {}

    void told(std::string_view outlet, std::string_view state) override;
    void not_told(std::string_view outlet, const Error& error) override;

private:
    Log& log_;
    Metrics& metrics_;
};

}  // namespace scan
