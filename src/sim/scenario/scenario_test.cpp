#include "sim/scenario/scenario.h"

#include <gtest/gtest.h>

namespace scan::sim {
namespace {

TEST(Scenario, IsReadAsItIsWritten) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Scenario scenario = draw_scenario(seed);
        const auto read = parse_scenario(to_text(scenario));
        ASSERT_TRUE(read) << read.error();
        EXPECT_EQ(*read, scenario);
    }
}

TEST(Scenario, KeepsItsDefaultsWhereAFileIsSilent) {
    const auto read = parse_scenario("workers=3\nfeed_fault_rate=0.25 poll_interval=1500\n");
    ASSERT_TRUE(read) << read.error();
    Scenario expected;
    expected.workers = 3;
    expected.feed_fault_rate = 0.25;
    expected.poll_interval = std::chrono::milliseconds(1500);
    EXPECT_EQ(*read, expected);
}

TEST(Scenario, IsFoundInWhatARunPrinted) {
    const Scenario scenario = draw_scenario(7);
    const std::string text = to_text(scenario);
    for (const std::string& printed :
         {"seeds 7 to 7\n" + text + "\n     1.000 s  process 1  starts 0\n" +
              "seed 7: VIOLATED: nothing is lost: event 3\n1 runs, 1 failed; 0.1 simulated hours\n",
          "seeds 7 to 7\n" + text + "\n1 runs, 0 failed; 0.1 simulated hours in 0.0 s\n",
          R"({"seed":7,"scenario":")" + text + R"(","violations":[]})" + "\n", text + "\n"}) {
        const auto read = parse_scenario(scenario_in(printed));
        ASSERT_TRUE(read) << read.error() << " in " << printed;
        EXPECT_EQ(*read, scenario);
    }
}

TEST(Scenario, NamesWhatIsWrong) {
    EXPECT_EQ(parse_scenario("wokers=3").error(), "'wokers=3' is no field of a scenario");
    EXPECT_EQ(parse_scenario("workers=many").error(), "'workers=many' has no usable value");
    EXPECT_EQ(parse_scenario("crash_rate=-1").error(), "'crash_rate=-1' has no usable value");
    EXPECT_EQ(parse_scenario("workers").error(), "'workers' is no field of a scenario");
    EXPECT_FALSE(parse_scenario("workers=0"));
}

// Or nothing late would be owed.
TEST(Scenario, LatenessMostlyStaysBelowTheLateWindow) {
    int above = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        const Scenario scenario = draw_scenario(seed);
        above += scenario.lateness_max > scenario.late_window * 9 / 10;
    }
    EXPECT_LT(above, 400);
}

}  // namespace
}  // namespace scan::sim
