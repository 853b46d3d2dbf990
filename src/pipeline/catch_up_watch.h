#pragma once

#include "pipeline/event_queue.h"
#include "pipeline/held_deliveries.h"
#include "pipeline/held_lease.h"
#include "pipeline/stage.h"

namespace scan {

// Notices that everything is done: the feed had nothing new twice in a row, as this worker found as the holder of the lease or as the
// holder reported since this worker began, and then the queue held nothing, visible or in flight. Where the queue only estimates that, the
// processors must have found it empty by three long polls in a row too; a worker that has none goes by three such estimates in a row, a
// long poll's time apart. Finished means caught up; a stop request finishes it too.
class CatchUpWatch final : public Stage {
public:
    // `deliveries`: of this worker's processors, nullptr where it has none. `long_poll`: how long one waits for messages.
    CatchUpWatch(EventQueue& queue, Lease& lease, const HeldLease& held,
                 const HeldDeliveries* deliveries, Duration long_poll, Clock& clock)
        : queue_(queue),
          lease_(lease),
          held_(held),
          deliveries_(deliveries),
          long_poll_(long_poll),
          clock_(clock),
          began_at_(clock.utc_now()) {}

    // Errors of queue and store keep it looking.
    Next step(const StopPhases& stop) override;

    bool is_caught_up() const { return is_caught_up_; }

private:
    bool feed_is_read();
    bool estimate_is_sure();
    std::size_t empty_polls() const { return deliveries_ ? deliveries_->empty_polls() : 0; }

    EventQueue& queue_;
    Lease& lease_;
    const HeldLease& held_;
    const HeldDeliveries* deliveries_;
    Duration long_poll_;
    Clock& clock_;
    UtcTime began_at_;
    std::size_t empty_polls_before_ = 0;  // those before the feed was read prove nothing
    std::size_t empty_estimates_ = 0;
    bool is_caught_up_ = false;
};

}  // namespace scan
