#include "sim/simulation.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <random>
#include <vector>

#include "base/testing/effort.h"

namespace scan::sim {
namespace {

void expect_rules_kept(const Scenario& scenario) {
    const Outcome outcome = simulate(scenario);
    if (outcome.violations.empty()) return;
    for (const std::string& line : outcome.trace) std::cout << line << '\n';
    const Violation& first = outcome.violations.front();
    FAIL() << to_string(first.rule) << ": " << first.what << "\n" << to_text(scenario);
}

TEST(Simulation, KeepsEveryRuleOnFreshSeeds) {
    constexpr std::uint64_t kSeeds = effort(200);
    const std::uint64_t first = std::random_device()();
    // Seen even if a run comes to no end.
    std::cout << "seeds " << first << " to " << first + kSeeds - 1 << std::endl;
    for (std::uint64_t seed = first; seed < first + kSeeds && !testing::Test::HasFailure(); ++seed)
        expect_rules_kept(draw_scenario(seed));
}

TEST(Simulation, KeepsEveryRuleWhereOneWasEverBroken) {
    std::ifstream file(SCAN_SOURCE_DIR "/tests/simulation/failed_scenarios.txt");
    std::vector<Scenario> failed;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto scenario = parse_scenario(line);
        ASSERT_TRUE(scenario) << scenario.error();
        failed.push_back(*scenario);
    }
    ASSERT_FALSE(failed.empty());
    failed.resize(static_cast<std::size_t>(effort(static_cast<int>(failed.size()))));
    for (const Scenario& scenario : failed) expect_rules_kept(scenario);
}

TEST(Simulation, SameScenarioSameRun) {
    for (int seed = 1; seed <= effort(10); ++seed) {
        Scenario scenario = draw_scenario(static_cast<std::uint64_t>(seed));
        // No page is small enough, so that it fails and leaves a trace.
        scenario.page_bytes_max = 10;
        const Outcome first = simulate(scenario);
        const Outcome again = simulate(scenario);
        EXPECT_EQ(first.simulated, again.simulated);
        EXPECT_FALSE(first.trace.empty());
        EXPECT_EQ(first.trace, again.trace);
    }
}

// A feed whose events come later than the late window holds: what is promised ends there.
TEST(Simulation, OwesNoEventThatIsLaterThanTheWindowAndCountsIt) {
    Scenario scenario;
    scenario.late_rate = 0.5;
    scenario.lateness_max = std::chrono::minutes(10);
    scenario.late_window = std::chrono::seconds(10);
    const Outcome outcome = simulate(scenario);
    EXPECT_TRUE(outcome.violations.empty()) << outcome.violations.front().what;
    EXPECT_GT(outcome.later_than_window, 10u);
}

}  // namespace
}  // namespace scan::sim
