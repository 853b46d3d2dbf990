#pragma once

#include "base/stage.h"
#include "base/wait_after_error.h"
#include "pipeline/lease/held_lease.h"

namespace scan {

// Hears from the lease's keeper. Called on its thread.
class LeaseObserver {
public:
    virtual ~LeaseObserver() = default;
    virtual void lease_acquired(const Tenure& tenure) = 0;
    virtual void lease_lost(LeaseEpoch epoch) = 0;
    virtual void lease_held_elsewhere() = 0;
    virtual void lease_waiting_after(const Error& error, Duration delay) = 0;
};

// Acquires the lease, renews it every third of its duration, takes it over when its holder is gone,
// and gives it back at the end. It runs on a thread and a session of its own, so a poller in a slow
// call keeps the lease.
class LeaseKeeper final : public Stage {
public:
    // REQUIRES: the duration is positive, and is the lease's own.
    LeaseKeeper(Lease& lease, HeldLease& held, Clock& clock, LeaseObserver& observer,
                Duration duration, Random random);

    Next step(const StopPhases& stop) override;

private:
    Next acquire();
    Next renew(LeaseEpoch epoch);
    Next wait_after(const Error& error);
    void give_back();

    Lease& lease_;
    HeldLease& held_;
    Clock& clock_;
    LeaseObserver& observer_;
    Duration duration_;
    WaitAfterError outage_;
};

}  // namespace scan
