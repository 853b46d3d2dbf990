#include "sim/simulation.h"

#include <gtest/gtest.h>

namespace scan::sim {
namespace {

TEST(Simulation, KeepsEveryRule) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const Outcome outcome = simulate(draw_scenario(seed));
        for (const Violation& violation : outcome.violations)
            ADD_FAILURE() << "seed " << seed << ": " << to_string(violation.rule) << ": " << violation.what;
    }
}

}  // namespace
}  // namespace scan::sim
