#include "telemetry/lease_report.h"

#include <utility>

#include "telemetry/cause.h"

namespace scan {

using fmt::literals::operator""_a;

void LeaseReport::lease_acquired(const Tenure& tenure) {
    outage_.recovered();
    metrics_.add(Count::lease_acquisitions);
    metrics_.set(Level::lease_held, 1);
    metrics_.set(Level::lease_epoch, static_cast<double>(tenure.epoch.value));
    board_.lease_is_held(true);
    told_standby_ = false;
    log_.info(LogEvent{"lease_acquired"}, "this worker polls the feed (lease epoch {epoch})",
              "epoch"_a = tenure.epoch.value);
}

void LeaseReport::lease_lost(LeaseEpoch epoch) {
    outage_.recovered();
    metrics_.add(Count::lease_losses);
    metrics_.set(Level::lease_held, 0);
    board_.lease_is_held(false);
    log_.warn(LogEvent{"lease_lost"},
              "the lease of epoch {epoch} was lost: another worker polls, or the cursor was set",
              "epoch"_a = epoch.value);
}

void LeaseReport::lease_held_elsewhere() {
    outage_.recovered();
    if (!std::exchange(told_standby_, true))
        log_.info(LogEvent{"stands_by"}, "another worker polls the feed; this one stands by");
}

void LeaseReport::lease_waiting_after(const Error& error, Duration delay) {
    metrics_.add(Count::lease_errors);
    metrics_.add(LabelledCount::retries, cause_of(error.code));
    outage_.failed(error, delay);
}

}  // namespace scan
