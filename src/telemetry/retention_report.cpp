#include "telemetry/retention_report.h"

#include "telemetry/cause.h"

namespace scan {

void RetentionReport::forgot(const Forgotten& forgotten) {
    metrics_.add(Count::raw_events_forgotten, forgotten.raw_events);
    metrics_.add(Count::failed_events_forgotten, forgotten.failed_events);
}

void RetentionReport::retention_waiting_after(const Error& error, Duration delay) {
    metrics_.add(Count::retention_errors);
    metrics_.add(LabelledCount::retries, cause_of(error.code));
    outage_.failed(error, delay);
}

void RetentionReport::retention_recovered() {
    outage_.recovered();
}

}  // namespace scan
