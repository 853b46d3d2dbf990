#include "sim/scenario.h"

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

TEST(Scenario, NamesWhatIsWrong) {
    EXPECT_EQ(parse_scenario("wokers=3").error(), "'wokers=3' is no field of a scenario");
    EXPECT_EQ(parse_scenario("workers=many").error(), "'workers=many' has no usable value");
    EXPECT_EQ(parse_scenario("crash_rate=-1").error(), "'crash_rate=-1' has no usable value");
    EXPECT_EQ(parse_scenario("workers").error(), "'workers' is no field of a scenario");
    EXPECT_FALSE(parse_scenario("workers=0"));
}

TEST(Scenario, LatenessStaysBelowTheLateWindow) {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        const Scenario scenario = draw_scenario(seed);
        EXPECT_LE(scenario.lateness_max, scenario.late_window * 9 / 10);
    }
}

}  // namespace
}  // namespace scan::sim
