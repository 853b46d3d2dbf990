#pragma once

#include "tests/chaos/fault.h"
#include "tests/chaos/run_watch.h"
#include "tests/chaos/seasons.h"
#include "tests/chaos/wall_clocks.h"
#include "tests/chaos/worker_crew.h"

namespace scan {

// The victims of faults, and what faults look at to choose.
struct Workers {
    WorkerCrew& crew;
    const RunWatch& watch;
    const Seasons& seasons;
};

// A worker that is killed, most often one that does not poll: nobody reads again what it had in
// hand.
ChaosFault kill_in_an_outage(const Workers& workers);

// Workers that are killed (most often the one that polls, but in peaceful seasons), paused, asked
// to stop.
std::vector<ChaosFault> worker_faults(const Workers& workers);

// Wall clocks of single workers that jump.
inline constexpr const char* kClockSteps = "worker: wall clock steps";
std::vector<ChaosFault> clock_faults(WallClocks& clocks);

}  // namespace scan
