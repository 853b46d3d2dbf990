#pragma once

#include <mutex>
#include <optional>

#include "base/clock.h"
#include "pipeline/lease.h"

namespace scan {

// What the lease's keeper and the poller tell each other: the keeper that the lease is held, the poller what to report with the next
// renewal. Any thread.
class HeldLease {
public:
    // The lease is held, for what this process's own clock can tell, until `valid_until`.
    void grant(const Tenure& tenure, Instant valid_until);
    void prolong(Instant valid_until);

    // The lease of this epoch is not held any more. A later one is left alone.
    void revoke(LeaseEpoch epoch);

    // What is held, expired or not.
    std::optional<Tenure> tenure() const;

    // What is held and has not expired.
    std::optional<Tenure> tenure_at(Instant now) const;

    // What the poller of this epoch has to tell; dropped where the lease has another epoch by now, because it speaks of another cursor.
    void report(LeaseEpoch epoch, HolderReport report);
    HolderReport report() const;

private:
    mutable std::mutex mutex_;
    std::optional<Tenure> tenure_;
    Instant valid_until_{};
    HolderReport report_;
};

}  // namespace scan
