#pragma once

#include "base/stage.h"
#include "pipeline/processing/held_deliveries.h"

namespace scan {

// Prolongs the visibility timeout of what the processors hold, at half of it, on a thread and a queue session of its own: however long
// the store is down, what is held stays hidden, and an outage costs a message at most one receive.
class VisibilityKeeper final : public Stage {
public:
    static constexpr std::size_t kReceiptsMax = 100;

    // `receipts_max`: how many it prolongs in one step.
    VisibilityKeeper(EventQueue& queue, HeldDeliveries& held, Clock& clock,
                     std::size_t receipts_max = kReceiptsMax)
        : queue_(queue), held_(held), clock_(clock), receipts_max_(receipts_max) {}

    // Is finished at once: the service stops it after the processors.
    Next step(const StopPhases& stop) override;

private:
    EventQueue& queue_;
    HeldDeliveries& held_;
    Clock& clock_;
    const std::size_t receipts_max_;
};

}  // namespace scan
