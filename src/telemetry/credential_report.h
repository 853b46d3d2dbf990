#pragma once

#include "operations/ports/credential_watch.h"
#include "telemetry/metrics.h"

namespace scan {

// Shows in the metrics when each credential ends, and tells it on. Any thread.
class CredentialReport final : public CredentialWatch {
public:
    CredentialReport(CredentialWatch& next, Metrics& metrics, Clock& clock)
        : next_(next), metrics_(metrics), clock_(clock) {}

    void obtained(std::string_view name, std::optional<Instant> ends) override;
    void not_renewed(std::string_view name, const Error& error) override;

private:
    CredentialWatch& next_;
    Metrics& metrics_;
    Clock& clock_;
};

}  // namespace scan
