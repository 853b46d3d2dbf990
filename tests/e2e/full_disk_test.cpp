#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

class Tmpfs final {
public:
    Tmpfs(std::filesystem::path path, const char* size) : path_(std::move(path)) {
        std::filesystem::create_directory(path_);
        is_mounted_ =
            ::mount("tmpfs", path_.c_str(), "tmpfs", 0, (std::string("size=") + size).c_str()) == 0;
    }
    ~Tmpfs() {
        if (is_mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    Tmpfs(const Tmpfs&) = delete;
    Tmpfs& operator=(const Tmpfs&) = delete;

    bool is_mounted() const { return is_mounted_; }
    bool grow(const char* size) const {
        return ::mount("tmpfs", path_.c_str(), "tmpfs", MS_REMOUNT,
                       (std::string("size=") + size).c_str()) == 0;
    }

private:
    std::filesystem::path path_;
    bool is_mounted_ = false;
};

class FullDisk : public EndToEnd {};

TEST_F(FullDisk, StopsTheWorkWithAnErrorAndLosesNothing) {
    const Tmpfs disk(folder_ / "disk", "1m");
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

    const Milliseconds before = process.cpu_time();
    EXPECT_EQ(process.wait(Milliseconds(2000)), std::nullopt) << process.errors();
    EXPECT_LT(process.cpu_time() - before, Milliseconds(1000)) << "it spins";
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();

    ASSERT_TRUE(disk.grow("64m"));
    const Finished next = catch_up(server.url(), settings);
    EXPECT_EQ(next.code, 0) << next.errors;
    EXPECT_EQ(difference(apply_in_order(events_served(folder_.path(), source)),
                         TableFile(folder_ / "disk/store.db").parcels()),
              "");
}

}  // namespace
}  // namespace scan
