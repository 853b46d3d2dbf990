#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/judge/violations.h"
#include "sim/scenario/scenario.h"

namespace scan::sim {

// The outcome of a run.
struct Outcome {
    std::vector<Violation> violations;  // none: every rule was kept
    std::vector<std::string>
        trace;  // the last things that happened before the first violation; empty if there is none
    Duration simulated{};
    // Events that came later than the late window holds: whether the worker found them is no rule.
    std::size_t later_than_window = 0;
};

// Runs a scenario: with its faults for as long as it lasts, then without, until everything is done,
// then idle for a while. Same scenario, same run.
Outcome simulate(const Scenario& scenario);

}  // namespace scan::sim
