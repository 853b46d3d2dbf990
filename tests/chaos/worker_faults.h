#pragma once

#include "tests/chaos/fault.h"
#include "tests/chaos/run_watch.h"
#include "tests/chaos/wall_clocks.h"
#include "tests/chaos/worker_crew.h"

namespace scan {

// Any of the workers that is killed.
Fault kill_of_a_worker(WorkerCrew& crew, const RunWatch& watch);

// Workers that are killed (most often the one that polls), paused, asked to stop.
std::vector<Fault> worker_faults(WorkerCrew& crew, const RunWatch& watch);

// Wall clocks of single workers that jump.
std::vector<Fault> clock_faults(WallClocks& clocks);

}  // namespace scan
