#include "app/lease_report.h"

#include <utility>

namespace scan {

void LeaseReport::lease_acquired(const Tenure& tenure) {
    outage_.recovered();
    metrics_.add(Count::lease_acquisitions);
    metrics_.set(Level::lease_held, 1);
    told_standby_ = false;
    log_.info("this worker polls the feed (lease epoch {})", tenure.epoch.value);
}

void LeaseReport::lease_lost(LeaseEpoch epoch) {
    outage_.recovered();
    metrics_.add(Count::lease_losses);
    metrics_.set(Level::lease_held, 0);
    log_.warn("the lease of epoch {} was lost: another worker polls, or the cursor was set",
              epoch.value);
}

void LeaseReport::lease_held_elsewhere() {
    outage_.recovered();
    if (!std::exchange(told_standby_, true))
        log_.info("another worker polls the feed; this one stands by");
}

void LeaseReport::lease_waiting_after(const Error& error, Duration delay) {
    metrics_.add(Count::lease_errors);
    outage_.failed(error, delay);
}

}  // namespace scan
