#pragma once

#include "pipeline/held_deliveries.h"
#include "pipeline/stage.h"

namespace scan {

// Prolongs the visibility timeout of what the processors hold, at half of it, on a thread and a queue session of its own: however long
// the store is down, what is held stays hidden, and an outage costs a message at most one receive.
class VisibilityKeeper final : public Stage {
public:
    VisibilityKeeper(EventQueue& queue, HeldDeliveries& held, Clock& clock)
        : queue_(queue), held_(held), clock_(clock) {}

    // Is finished at once: the service stops it after the processors.
    Next step(const StopPhases& stop) override;

private:
    EventQueue& queue_;
    HeldDeliveries& held_;
    Clock& clock_;
};

}  // namespace scan
