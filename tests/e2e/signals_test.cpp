#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/silent_server.h"

namespace scan {
namespace {

// A stop ends a command in time, whatever it waits in.
class Signals : public EndToEnd {
protected:
    std::string silent_postgres() const {
        return fmt::format("postgresql://user@127.0.0.1:{}/database", silent_.port());
    }
    Process::Launch waiting_worker() const {
        return launch(Arguments{"run"} +
                      worker_flags("http://127.0.0.1:9", {{"store-url", silent_postgres()},
                                                          {"queue-url", "sqlite:queue.db"},
                                                          {"store-timeout", "10m"},
                                                          {"shutdown-grace", "100ms"}}));
    }

    SilentServer silent_;
};

// The process that a process has started.
pid_t only_child_of(pid_t id) {
    const std::string children = read_file(fmt::format("/proc/{}/task/{}/children", id, id));
    pid_t child = 0;
    std::from_chars(children.data(), children.data() + children.size(), child);
    return child;
}

TEST_F(Signals, AStopEndsAWorkerThatWaitsForASilentStoreWhenTheGraceIsOver) {
    Process process(waiting_worker());
    ASSERT_TRUE(silent_.is_asked());
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 1) << process.errors();
    EXPECT_TRUE(process.has_logged("SIGTERM: stopping; waiting up to 100ms for the first answer"))
        << process.errors();
    EXPECT_TRUE(process.has_logged("not stopped within 100ms")) << process.errors();
}

TEST_F(Signals, AStopEndsACommandThatWaitsForASilentStoreAtOnce) {
    Process process(launch({"status", "--store-url", silent_postgres(), "--store-timeout", "10m"}));
    ASSERT_TRUE(silent_.is_asked());
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), -SIGTERM) << process.errors();
}

TEST_F(Signals, AStopEndsACommandThatIsProcessOneOfAContainer) {
    for (const int signal : {SIGTERM, SIGINT}) {
        const SilentServer silent;
        Process::Launch container =
            launch({"--pid", "--fork", "--kill-child", Process::program(), "status",
                    "--store-timeout", "10m", "--store-url",
                    fmt::format("postgresql://user@127.0.0.1:{}/database", silent.port())});
        container.program = "/usr/bin/unshare";
        if (::access(container.program.c_str(), X_OK) != 0) GTEST_SKIP() << "no unshare here";
        Process process(container);
        if (process.wait(Milliseconds(300))) GTEST_SKIP() << process.errors();
        ASSERT_TRUE(silent.is_asked());
        const pid_t first = only_child_of(process.id());
        ASSERT_GT(first, 0);
        ::kill(first, signal);
        EXPECT_EQ(process.wait(kPatience), 128 + signal) << process.errors();
    }
}

TEST_F(Signals, AStopEndsAWorkerWhoseLogNobodyReads) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK), 0);
    const std::string line(4096, '\n');
    while (::write(pipe[1], line.data(), line.size()) > 0) {
    }
    ::fcntl(pipe[1], F_SETFL, 0);
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    Process::Launch worker = launch(Arguments{"run"} + worker_flags(server.url()));
    worker.errors_to = pipe[1];
    Process process(worker);
    ASSERT_TRUE(process.wait_for([&] { return parcels() == 20; }, kPatience));
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0);
    ::close(pipe[0]);
    ::close(pipe[1]);
}

TEST_F(Signals, AHangupDoesNotEndTheWorker) {
    FeedServerProcess server(folder_.path(), {"--parcels", "5", "--events", "9"});
    Process process(launch(Arguments{"run"} + worker_flags(server.url())));
    ASSERT_TRUE(process.wait_for([&] { return parcels() == 5; }, kPatience));
    process.signal(SIGHUP);
    EXPECT_EQ(process.wait(Milliseconds(300)), std::nullopt) << process.errors();
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
}

}  // namespace
}  // namespace scan
