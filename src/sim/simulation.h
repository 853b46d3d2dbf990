#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario.h"
#include "sim/violations.h"

namespace scan::sim {

// What came of a run.
struct Outcome {
    std::vector<Violation> violations;  // none: every rule was kept
    std::vector<std::string>
        trace;  // the last things that happened before the first violation; empty where there is none
    Duration simulated{};
};

// Runs a scenario: with its faults for as long as it lasts, then without, until everything is done, then idle for a while. Same scenario,
// same run.
Outcome simulate(const Scenario& scenario);

}  // namespace scan::sim
