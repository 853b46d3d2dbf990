#pragma once

#include <stop_token>

#include "base/clock.h"

namespace scan {

// Stop has two phases. `finish`: accept no new work, finish what is held. `abandon`: the grace time
// is over, let go of it.
// REQUIRES: `abandon` is requested only after `finish`.
struct StopPhases {
    std::stop_token finish;
    std::stop_token abandon;
};

// When a stage wants to be called next.
struct Next {
    enum class Kind { at, finished };
    Kind kind = Kind::at;
    Instant at{};

    static Next now() { return {}; }
    static Next at_time(Instant when) { return {Kind::at, when}; }
    static Next finished() { return {Kind::finished, {}}; }
};

// A state machine that does one bounded piece of work a step and owns no thread, so that production
// runs it in a loop and the simulation interleaves it with others, and can end the process between
// any two steps.
class Stage {
public:
    virtual ~Stage() = default;

    // Does one piece of work. Blocks only in its ports, which heed the tokens. After `stop.finish`
    // was requested it works towards returning Next::finished(), after `stop.abandon` it returns
    // that with this step.
    // REQUIRES: it has not returned that yet.
    virtual Next step(const StopPhases& stop) = 0;
};

// Steps the stage until it is finished. The only loop.
void run(Stage& stage, Clock& clock, const StopPhases& stop);

}  // namespace scan
