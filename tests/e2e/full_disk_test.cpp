#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"
#include "tests/e2e/small_disk.h"

namespace scan {
namespace {

constexpr std::uint64_t kMebibyte = 1024 * 1024;

class FullDisk : public EndToEnd {};

TEST_F(FullDisk, StopsTheWorkWithAnErrorAndLosesNothing) {
    const SmallDisk disk(folder_ / "disk", kMebibyte);
    if (!disk.is_mounted()) {
        GTEST_SKIP() << "no small file system can be mounted here: " << std::strerror(errno);
    }
    const Arguments source = {"--parcels", "4000", "--events", "12000"};
    FeedServerProcess server(folder_.path(), source);
    const Settings settings = {{"store-url", "sqlite:disk/store.db"},
                               {"queue-url", "sqlite:disk/queue.db"},
                               {"shutdown-grace", "1s"}};
    Process process(launch(Arguments{"run"} + worker_flags(server.url(), settings)));
    ASSERT_TRUE(process.wait_for([&] { return process.has_logged(" ERROR "); }, kPatience))
        << process.errors();
    EXPECT_TRUE(process.has_logged("full")) << process.errors();
    EXPECT_TRUE(process.has_logged(".db")) << process.errors();

    EXPECT_TRUE(process.wait_for([&] { return process.has_logged("store-full: "); }, kPatience))
        << process.errors();

    const Milliseconds before = process.cpu_time();
    EXPECT_EQ(process.wait(Milliseconds(2000)), std::nullopt) << process.errors();
    EXPECT_LT(process.cpu_time() - before, Milliseconds(1000)) << "it spins";
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();

    ASSERT_TRUE(disk.resize(64 * kMebibyte));
    const Finished next = catch_up(server.url(), settings);
    EXPECT_EQ(next.code, 0) << next.errors;
    EXPECT_EQ(difference(apply_in_order(events_served(folder_.path(), source)),
                         TableFile(folder_ / "disk/store.db").parcels()),
              "");
}

}  // namespace
}  // namespace scan
