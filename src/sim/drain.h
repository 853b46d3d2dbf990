#pragma once

#include "adapters/faulty/faulty_parcel_store.h"
#include "adapters/faulty/faulty_queue.h"
#include "pipeline/processing/dead_letter_drain.h"
#include "sim/watched_dead_letters.h"
#include "sim/watched_parcel_store.h"

namespace scan::sim {

// An operator's `dead-letters drain`, from its start to its end or death, within a moment.
class Drain {
public:
    explicit Drain(Surroundings& around);

    void run();

private:
    Surroundings& around_;
    FaultScript faults_;
    WatchedDeadLetters watched_letters_;
    FaultyQueue letters_;
    WatchedParcelStore watched_parcels_;
    FaultyParcelStore parcels_;
    DeadLetterDrain drain_;
};

}  // namespace scan::sim
