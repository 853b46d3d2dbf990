#include "pipeline/held_lease.h"

#include <utility>

namespace scan {

void HeldLease::grant(const Tenure& tenure, Instant valid_until) {
    const std::scoped_lock lock(mutex_);
    tenure_ = tenure;
    valid_until_ = valid_until;
    report_ = HolderReport{.caught_up_at = std::nullopt,
                           .window_low = tenure.cursor.window_low,
                           .settled_event_id = tenure.cursor.settled_event_id,
                           .feed_state = "starting"};
}

void HeldLease::prolong(Instant valid_until) {
    const std::scoped_lock lock(mutex_);
    valid_until_ = valid_until;
}

void HeldLease::revoke(LeaseEpoch epoch) {
    const std::scoped_lock lock(mutex_);
    if (tenure_ && tenure_->epoch == epoch) tenure_.reset();
}

std::optional<Tenure> HeldLease::tenure() const {
    const std::scoped_lock lock(mutex_);
    return tenure_;
}

std::optional<Tenure> HeldLease::tenure_at(Instant now) const {
    const std::scoped_lock lock(mutex_);
    return now < valid_until_ ? tenure_ : std::nullopt;
}

void HeldLease::report(LeaseEpoch epoch, HolderReport report) {
    const std::scoped_lock lock(mutex_);
    if (tenure_ && tenure_->epoch == epoch) report_ = std::move(report);
}

HolderReport HeldLease::report() const {
    const std::scoped_lock lock(mutex_);
    return report_;
}

}  // namespace scan
