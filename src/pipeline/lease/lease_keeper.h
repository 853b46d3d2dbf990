#pragma once

#include "base/backoff.h"
#include "pipeline/held_lease.h"
#include "pipeline/stage.h"

namespace scan {

// What the lease's keeper tells. Called on its thread.
class LeaseObserver {
public:
    virtual ~LeaseObserver() = default;
    virtual void lease_acquired(const Tenure& tenure) = 0;
    virtual void lease_lost(LeaseEpoch epoch) = 0;
    virtual void lease_held_elsewhere() = 0;
    virtual void lease_waiting_after(const Error& error, Duration delay) = 0;
};

// Acquires the lease, renews it every third of its duration, takes it over when its holder is gone, and gives it back at the end. It
// runs on a thread and a session of its own, so a poller in a slow call keeps the lease.
class LeaseKeeper final : public Stage {
public:
    LeaseKeeper(Lease& lease, HeldLease& held, Clock& clock, LeaseObserver& observer,
                Duration duration, Random random);

    Next step(const StopPhases& stop) override;

private:
    Next acquire();
    Next renew(LeaseEpoch epoch);
    Next retry_after(const Error& error);
    void give_back();

    Lease& lease_;
    HeldLease& held_;
    Clock& clock_;
    LeaseObserver& observer_;
    Duration duration_;
    Backoff backoff_;
};

}  // namespace scan
