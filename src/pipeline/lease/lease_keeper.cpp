#include "pipeline/lease/lease_keeper.h"

#include <algorithm>

#include "base/require.h"

namespace scan {
namespace {

// A standby looks this often whether the lease is free, so that it polls within a second of the
// expiry.
constexpr Duration kStandbyInterval = std::chrono::milliseconds(500);
constexpr Duration kRetryFirst = std::chrono::milliseconds(100);
constexpr Duration kRetryMax = std::chrono::seconds(1);

WaitAfterErrorLimits limits(Duration duration) {
    const Duration max = std::min(kRetryMax, duration / 3);
    // Never longer, whatever the error: a lease that was renewed late is lost.
    return {.first = kRetryFirst, .max = max, .asked_max = max};
}

}  // namespace

LeaseKeeper::LeaseKeeper(Lease& lease, HeldLease& held, Clock& clock, LeaseObserver& observer,
                         Duration duration, Random random)
    : lease_(lease),
      held_(held),
      clock_(clock),
      observer_(observer),
      duration_(duration),
      outage_(limits(duration), random) {
    require(duration > Duration::zero(), "a lease lasts");
}

Next LeaseKeeper::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) {
        give_back();
        return Next::finished();
    }
    const auto tenure = held_.tenure();
    return tenure ? renew(tenure->epoch) : acquire();
}

Next LeaseKeeper::acquire() {
    // The store counts from when it takes the lease, which is later than this: our own reckoning
    // ends first.
    const Instant asked = clock_.now();
    const auto tenure = lease_.acquire();
    if (!tenure) return wait_after(tenure.error());
    outage_.end();
    if (!*tenure) {
        observer_.lease_held_elsewhere();
        return Next::at_time(clock_.now() + std::min(kStandbyInterval, duration_ / 3));
    }
    held_.grant(**tenure, asked + duration_);
    observer_.lease_acquired(**tenure);
    return Next::at_time(asked + duration_ / 3);
}

Next LeaseKeeper::renew(LeaseEpoch epoch) {
    const Instant asked = clock_.now();
    const auto renewed = lease_.renew(epoch, held_.report());
    if (!renewed) return wait_after(renewed.error());
    outage_.end();
    if (!*renewed) {
        held_.revoke(epoch);
        observer_.lease_lost(epoch);
        return Next::now();
    }
    held_.prolong(asked + duration_);
    return Next::at_time(asked + duration_ / 3);
}

Next LeaseKeeper::wait_after(const Error& error) {
    const Duration delay = outage_.after(error);
    observer_.lease_waiting_after(error, delay);
    return Next::at_time(clock_.now() + delay);
}

void LeaseKeeper::give_back() {
    const auto tenure = held_.tenure();
    if (!tenure) return;
    held_.revoke(tenure->epoch);
    // Best effort: a lease that cannot be given back expires.
    const auto released = lease_.release(tenure->epoch, held_.report());
    if (!released) observer_.lease_waiting_after(released.error(), Duration::zero());
}

}  // namespace scan
