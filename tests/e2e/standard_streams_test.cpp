#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

#include "tests/e2e/end_to_end.h"

namespace scan {
namespace {

class StandardStreams : public EndToEnd {};

TEST_F(StandardStreams, ThatAreClosedBecomeNoSocketOfTheProgram) {
    Process::Launch closed = launch({"feed-server"});
    closed.output_to = -1;
    closed.errors_to = -1;
    closed.is_input_closed = true;
    Process process(closed);
    const std::filesystem::path descriptors = fmt::format("/proc/{}/fd", process.id());
    const auto is_socket = [](const std::filesystem::path& descriptor) {
        std::error_code error;
        return std::filesystem::read_symlink(descriptor, error).string().starts_with("socket:");
    };
    const auto listens = [&] {
        std::error_code error;
        for (const auto& descriptor : std::filesystem::directory_iterator(descriptors, error)) {
            if (is_socket(descriptor)) return true;
        }
        return false;
    };
    ASSERT_TRUE(process.wait_for(listens, kPatience));
    for (const char* const descriptor : {"0", "1", "2"})
        EXPECT_EQ(std::filesystem::read_symlink(descriptors / descriptor), "/dev/null");
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0);
}

TEST_F(StandardStreams, OutputThatCannotBeWrittenIsAnErrorOfEveryCommand) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(full, 0);
    for (const Arguments& command :
         {Arguments{"status"}, Arguments{"status", "--json"}, Arguments{"parcel", "5002"},
          Arguments{"cursor", "show"}, Arguments{"cursor", "set", "0", "--reason", "test"},
          Arguments{"dead-letters", "drain", "--reason", "test"}, Arguments{"failed", "list"},
          Arguments{"audit"}, Arguments{"migrate"},
          Arguments{"config", "check", "--feed-url", server.url()}, Arguments{"config", "show"},
          Arguments{"config", "reference"}, Arguments{"simulate"}, Arguments{"version"},
          Arguments{"--help"}, Arguments{"run", "--help"}, Arguments{"feed-server"},
          Arguments{"demo", "--parcels", "5"}}) {
        Process::Launch quiet = launch(command);
        quiet.output_to = full;
        Process process(quiet);
        EXPECT_EQ(process.wait(kPatience), 1) << command.front() << process.errors();
        EXPECT_TRUE(process.has_logged("standard output could not be written"))
            << command.front() << process.errors();
    }
    ::close(full);
}

TEST_F(StandardStreams, AFullStandardErrorEndsNoCommandByASignal) {
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    Process::Launch silent = launch({"status", "--store-url", "sqlite:missing/store.db"});
    silent.errors_to = full;
    Process process(silent);
    EXPECT_EQ(process.wait(kPatience), 3);
    ::close(full);
}

TEST_F(StandardStreams, TheLimitOfAFilesSizeIsAFullDisk) {
    FeedServerProcess server(folder_.path(), {"--parcels", "4000", "--events", "12000"});
    Process::Launch worker =
        launch(Arguments{"--fsize=400000", Process::program(), "run"} + worker_flags(server.url()));
    worker.program = "/usr/bin/prlimit";
    if (::access(worker.program.c_str(), X_OK) != 0) GTEST_SKIP() << "no prlimit here";
    Process process(worker);
    ASSERT_TRUE(process.wait_for([&] { return process.has_logged(" ERROR "); }, kPatience))
        << process.errors();
    EXPECT_TRUE(process.has_logged("full")) << process.errors();
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
    const Finished next = catch_up(server.url());
    EXPECT_EQ(next.code, 0) << next.errors;
    EXPECT_EQ(parcels(), 4000);
}

}  // namespace
}  // namespace scan
