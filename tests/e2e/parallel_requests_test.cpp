#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <string>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

class ParallelRequests : public EndToEnd, public ::testing::WithParamInterface<const char*> {
protected:
    Settings lanes() const { return {{"feed-parallel-requests", GetParam()}}; }
};

TEST_P(ParallelRequests, EndInTheSameTableThoughTheFeedFailsAndTheWorkerIsKilled) {
    const Arguments source = {"--parcels", "200", "--events", "3000"};
    FeedServerProcess server(
        folder_.path(), source + Arguments{"--limit-max", "50", "--latency-min", "5ms",
                                           "--latency-max", "15ms", "--error-rate", "0.02",
                                           "--throttle-rate", "0.01", "--truncated-rate", "0.02"});
    const Arguments flags = worker_flags(server.url(), lanes());
    constexpr std::int64_t kLast = 83'269 + 3'000 - 1;
    std::int64_t before = 0;
    for (int kill = 0; kill < 4; ++kill) {
        Process worker(launch(Arguments{"run"} + flags));
        const std::int64_t wanted = std::min(before + 200, kLast);
        ASSERT_TRUE(server.process().wait_for([&] { return cursor() >= wanted; }, kPatience))
            << worker.errors();
        worker.signal(SIGKILL);
        worker.wait(kPatience);
        before = cursor();
    }
    const Finished end =
        run_to_end(launch(Arguments{"run", "--until-caught-up"} + flags), kPatience);
    EXPECT_EQ(end.code, 0) << end.errors;
    EXPECT_EQ(difference(apply_in_order(events_served(folder_.path(), source)), store().parcels()),
              "");
    EXPECT_EQ(store().rows("SELECT * FROM feed_gap").size(), 0u);
}

std::string case_name(const ::testing::TestParamInfo<const char*>& requests) {
    return requests.param;
}

INSTANTIATE_TEST_SUITE_P(Lanes, ParallelRequests, ::testing::Values("1", "4", "16"), case_name);

}  // namespace
}  // namespace scan
