#include "telemetry/credential_report.h"

namespace scan {

void CredentialReport::obtained(std::string_view name, std::optional<Instant> ends) {
    if (ends) {
        const std::chrono::duration<double> left = *ends - clock_.now();
        const double now = static_cast<double>(clock_.utc_now().unix_ms()) / 1000;
        metrics_.set(LabelledLevel::credential_expiry, name, now + left.count());
    }
    next_.obtained(name, ends);
}

void CredentialReport::not_renewed(std::string_view name, const Error& error) {
    next_.not_renewed(name, error);
}

}  // namespace scan
