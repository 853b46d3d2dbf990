#pragma once

#include <optional>

#include "base/clock.h"
#include "base/mutex.h"
#include "pipeline/ports/lease.h"

namespace scan {

// Carries word between the lease's keeper and the poller: the keeper tells that the lease is held,
// the poller tells its report for the next renewal. Any thread.
class HeldLease {
public:
    // The lease is held, for what this process's own clock can tell, until `valid_until`.
    void grant(const Tenure& tenure, Instant valid_until);
    void prolong(Instant valid_until);

    // The lease of this epoch is not held any more. A later one is left alone.
    void revoke(LeaseEpoch epoch);

    // The tenure that is held, expired or not.
    std::optional<Tenure> tenure() const;

    // The tenure that is held and has not expired at `now`.
    std::optional<Tenure> tenure_at(Instant now) const;

    // The report of the poller of this epoch. It is dropped if the lease has another epoch by now,
    // because it speaks of another cursor.
    void report(LeaseEpoch epoch, HolderReport report);
    HolderReport report() const;

private:
    mutable Mutex mutex_;
    std::optional<Tenure> tenure_ GUARDED_BY(mutex_);
    Instant valid_until_ GUARDED_BY(mutex_){};
    HolderReport report_ GUARDED_BY(mutex_);
};

}  // namespace scan
