#include "app/terminal/demo_line.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(DemoLine, FitsAnyWidthFromFortyOnAndSaysWhatMattersMost) {
    const DemoProgress progress{.cursor = 9'223'372'036'854'775'807,
                                .lag = 12'000'000,
                                .events_per_second = 1'234'567,
                                .parcels = 3'000'000,
                                .queued = 100'000,
                                .failed = 12'345,
                                .is_complete = true};
    for (std::size_t width = 40; width <= 200; ++width) {
        const std::string line = demo_line(progress, width);
        EXPECT_LE(line.size(), width) << line;
        EXPECT_NE(line.find("lag 12000000"), std::string::npos) << line;
        EXPECT_NE(line.find("parcels 3000000"), std::string::npos) << line;
    }
    EXPECT_NE(demo_line(progress, 200).find("failed 12345"), std::string::npos);
    EXPECT_EQ(demo_line(progress, 40).find("failed"), std::string::npos);
}

TEST(DemoLine, SaysAllOfItWhereThereIsRoom) {
    const DemoProgress progress{.cursor = 83817,
                                .lag = 508,
                                .events_per_second = 500,
                                .parcels = 297,
                                .queued = 1,
                                .failed = 2,
                                .is_complete = false};
    EXPECT_EQ(demo_line(progress, 104),
              "cursor 83817  lag    508      500 events/s  parcels    297  queue    1  failed   2  "
              "Ctrl-C ends");
}

}  // namespace
}  // namespace scan
