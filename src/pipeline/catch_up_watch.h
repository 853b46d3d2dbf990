#pragma once

#include "pipeline/event_queue.h"
#include "pipeline/held_lease.h"
#include "pipeline/stage.h"

namespace scan {

// Notices that everything is done: the feed had nothing new twice in a row, as this worker found as the holder of the lease or as the
// holder reported since this worker began, and then the queue held nothing, visible or in flight. Finished means caught up; a stop
// request finishes it too.
class CatchUpWatch final : public Stage {
public:
    CatchUpWatch(EventQueue& queue, Lease& lease, const HeldLease& held, Clock& clock)
        : queue_(queue), lease_(lease), held_(held), clock_(clock), began_at_(clock.utc_now()) {}

    // Errors of queue and store keep it looking.
    Next step(const StopPhases& stop) override;

    bool is_caught_up() const { return is_caught_up_; }

private:
    bool feed_is_read();

    EventQueue& queue_;
    Lease& lease_;
    const HeldLease& held_;
    Clock& clock_;
    UtcTime began_at_;
    int empty_depths_ = 0;
    bool is_caught_up_ = false;
};

}  // namespace scan
