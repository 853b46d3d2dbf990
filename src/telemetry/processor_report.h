#pragma once

#include "pipeline/ports/processor_observer.h"
#include "telemetry/metrics.h"
#include "telemetry/outage_report.h"

namespace scan {

// Counts and logs what one processor tells.
class ProcessorReport final : public ProcessorObserver {
public:
    ProcessorReport(Log& log, Metrics& metrics, Clock& clock)
        : log_(log), metrics_(metrics), clock_(clock), outage_("processor", log, clock) {}

    void received(std::size_t messages, std::size_t redelivered) override;
    void applied(std::size_t events, std::size_t parcels, Duration took) override;
    void event_failed(const FailedEvent& event) override;
    void acknowledged(std::size_t messages) override;
    void released(std::size_t messages) override;
    void lapsed(std::size_t messages) override;
    void processor_waiting_after(const Error& error, Duration delay) override;
    void recovered() override;

private:
    Log& log_;
    Metrics& metrics_;
    Clock& clock_;
    OutageReport outage_;
    Instant failures_since_{};
    std::size_t failures_told_ = 0;
};

}  // namespace scan
