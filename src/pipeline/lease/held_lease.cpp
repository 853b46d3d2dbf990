#include "pipeline/lease/held_lease.h"

#include <utility>

namespace scan {

void HeldLease::grant(const Tenure& tenure, Instant valid_until) {
    const MutexLock lock(mutex_);
    tenure_ = tenure;
    valid_until_ = valid_until;
    report_ = HolderReport{.caught_up_at = std::nullopt,
                           .last_event_id = tenure.cursor.last_event_id,
                           .unpaid = tenure.cursor.unpaid,
                           .settled_event_id = tenure.cursor.settled_event_id,
                           .feed_state = "starting"};
}

void HeldLease::prolong(Instant valid_until) {
    const MutexLock lock(mutex_);
    valid_until_ = valid_until;
}

void HeldLease::revoke(LeaseEpoch epoch) {
    const MutexLock lock(mutex_);
    if (tenure_ && tenure_->epoch == epoch) tenure_.reset();
}

std::optional<Tenure> HeldLease::tenure() const {
    const MutexLock lock(mutex_);
    return tenure_;
}

std::optional<Tenure> HeldLease::tenure_at(Instant now) const {
    const MutexLock lock(mutex_);
    return now < valid_until_ ? tenure_ : std::nullopt;
}

void HeldLease::report(LeaseEpoch epoch, HolderReport report) {
    const MutexLock lock(mutex_);
    if (tenure_ && tenure_->epoch == epoch) report_ = std::move(report);
}

HolderReport HeldLease::report() const {
    const MutexLock lock(mutex_);
    return report_;
}

}  // namespace scan
