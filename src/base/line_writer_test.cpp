#include "base/line_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace scan {
namespace {

std::string about_dropped(std::size_t count) {
    return fmt::format("{} dropped\n", count);
}

class Pipe {
public:
    Pipe() {
        if (::pipe(ends_.data()) != 0) std::abort();
        std::signal(SIGPIPE, SIG_IGN);
    }
    ~Pipe() {
        close_reader();
        ::close(ends_[1]);
    }
    int writer() const { return ends_[1]; }
    void close_reader() {
        if (ends_[0] >= 0) ::close(std::exchange(ends_[0], -1));
    }
    // What stands in it now.
    std::string read() const {
        std::string text;
        std::array<char, 65536> buffer{};
        pollfd entry{.fd = ends_[0], .events = POLLIN, .revents = 0};
        while (::poll(&entry, 1, 0) == 1 && (entry.revents & POLLIN) != 0) {
            const ssize_t count = ::read(ends_[0], buffer.data(), buffer.size());
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return text;
    }

private:
    std::array<int, 2> ends_{};
};

TEST(LineWriter, WritesEachLineAtOnce) {
    const Pipe pipe;
    LineWriter writer(pipe.writer(), about_dropped);
    writer.write("one\n");
    EXPECT_EQ(pipe.read(), "one\n");
    writer.write("two\n");
    EXPECT_EQ(pipe.read(), "two\n");
}

TEST(LineWriter, DoesNotWaitForAReaderAndLosesNothingThatItCanKeep) {
    const Pipe pipe;
    LineWriter writer(pipe.writer(), about_dropped);
    std::string all;
    // More than a pipe holds, less than is kept beside it.
    for (int i = 0; i < 2000; ++i) {
        const std::string line = fmt::format("line {:091}\n", i);
        writer.write(line);
        all += line;
    }
    std::string read = pipe.read();
    EXPECT_LT(read.size(), all.size());
    for (int i = 0; i < 10; ++i) {
        writer.write("more\n");
        all += "more\n";
        read += pipe.read();
    }
    EXPECT_EQ(read, all);
}

TEST(LineWriter, SaysHowManyLinesItDropped) {
    const Pipe pipe;
    LineWriter writer(pipe.writer(), about_dropped);
    const std::string line(999, 'x');
    for (int i = 0; i < 1000; ++i) writer.write(line + "\n");
    std::string read;
    for (int i = 0; i < 20; ++i) {
        read += pipe.read();
        writer.write("again\n");
    }
    read += pipe.read();
    const std::size_t told = read.find(" dropped\n");
    ASSERT_NE(told, std::string::npos);
    const std::size_t begin = read.rfind('\n', told) + 1;
    const std::size_t dropped = std::stoul(read.substr(begin, told - begin));
    const auto count = [&](std::string_view text) {
        std::size_t found = 0;
        for (std::size_t at = read.find(text); at != std::string::npos;
             at = read.find(text, at + text.size()))
            ++found;
        return found;
    };
    EXPECT_EQ(count(line + "\n") + count("again\n") + dropped, 1020u);
    EXPECT_EQ(read.substr(read.size() - 6), "again\n");
}

TEST(LineWriter, GoesOnWhenNobodyCanReadAnyMore) {
    Pipe pipe;
    pipe.close_reader();
    LineWriter writer(pipe.writer(), about_dropped);
    for (int i = 0; i < 1000; ++i) writer.write(std::string(999, 'x') + "\n");
}

TEST(LineWriter, GoesOnWhenTheDiskIsFull) {
    const int full = ::open("/dev/full", O_WRONLY);
    ASSERT_GE(full, 0);
    {
        LineWriter writer(full, about_dropped);
        for (int i = 0; i < 1000; ++i) writer.write(std::string(999, 'x') + "\n");
    }
    ::close(full);
}

}  // namespace
}  // namespace scan
