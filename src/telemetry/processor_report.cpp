#include "telemetry/processor_report.h"

#include "telemetry/cause.h"
#include "telemetry/failed_event_name.h"

namespace scan {
namespace {

using fmt::literals::operator""_a;

// A flood of failed events must not become a flood of lines: the count is in the metrics, the events are in the table.
constexpr std::size_t kFailuresTold = 5;
constexpr Duration kFailuresPeriod = std::chrono::minutes(1);

}  // namespace

void ProcessorReport::received(std::size_t messages, std::size_t redelivered) {
    metrics_.add(Count::messages_received, messages);
    metrics_.add(Count::messages_redelivered, redelivered);
}

void ProcessorReport::applied(std::size_t events, std::size_t parcels, Duration took) {
    metrics_.add(Count::events_applied, events);
    metrics_.add(Count::parcels_written, parcels);
    metrics_.observe(Size::batch_events, events);
    metrics_.observe(Timing::store_apply, std::chrono::duration<double>(took).count());
}

void ProcessorReport::event_failed(const FailedEvent& event) {
    metrics_.add(Count::events_failed);
    metrics_.add(LabelledCount::failed_events, event.reason);
    if (const Instant now = clock_.now(); now - failures_since_ >= kFailuresPeriod) {
        failures_since_ = now;
        failures_told_ = 0;
    }
    if (failures_told_ > kFailuresTold) return;
    if (failures_told_++ == kFailuresTold) {
        log_.warn(LogEvent{"more_events_failed"},
                  "more events failed; the table failed_event has them all");
        return;
    }
    log_.warn(LogEvent{"event_failed"}, "{who} failed: {reason} ({detail})",
              "who"_a = name_of(event), "reason"_a = event.reason, "detail"_a = event.detail);
}

void ProcessorReport::acknowledged(std::size_t messages) {
    metrics_.add(Count::messages_acknowledged, messages);
}

void ProcessorReport::released(std::size_t messages) {
    metrics_.add(Count::messages_released, messages);
    log_.warn(LogEvent{"messages_released"}, "{messages} messages were given back unfinished",
              "messages"_a = messages);
}

void ProcessorReport::lapsed(std::size_t messages) {
    metrics_.add(Count::receipts_lapsed, messages);
}

void ProcessorReport::processor_waiting_after(const Error& error, Duration delay) {
    metrics_.add(Count::processor_errors);
    metrics_.add(LabelledCount::retries, cause_of(error.code));
    outage_.failed(error, delay);
}

void ProcessorReport::recovered() {
    outage_.recovered();
}

}  // namespace scan
