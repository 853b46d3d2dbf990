#include "base/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <functional>
#include <optional>

#include "base/require.h"

namespace scan {
namespace {

constexpr std::size_t kOutputBytesMax = 64 * 1024;
constexpr int kReadIntervalMilliseconds = 60'000;
// How often a command that has closed its output is asked whether it has ended.
constexpr int kEndIntervalMilliseconds = 20;

// The command's process, killed unless it has ended.
class Command final {
public:
    explicit Command(pid_t id) : id_(id) {}
    ~Command() {
        if (id_ > 0) {
            ::kill(-id_, SIGKILL);
            ::waitpid(id_, nullptr, 0);
        }
    }
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    // nullopt: it still runs.
    std::optional<bool> has_ended_well() {
        int status = 0;
        if (::waitpid(id_, &status, WNOHANG) != id_) return std::nullopt;
        id_ = -1;
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private:
    pid_t id_;
};

class Pipe final {
public:
    Pipe() : is_open_(::pipe2(ends_.data(), O_CLOEXEC) == 0) {}
    ~Pipe() {
        for (int& end : ends_) close(end);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    bool is_open() const { return is_open_; }
    int& from() { return ends_[0]; }
    int& to() { return ends_[1]; }
    static void close(int& end) {
        if (end >= 0) ::close(end);
        end = -1;
    }

private:
    std::array<int, 2> ends_{-1, -1};
    bool is_open_ = false;
};

// A file without a name that holds the text, to be read from its begin; negative: there is none.
int file_of(const std::string& text) {
    const int file = ::memfd_create("input", MFD_CLOEXEC);
    if (file < 0) return file;
    std::size_t written = 0;
    while (written < text.size()) {
        const auto count = ::write(file, text.data() + written, text.size() - written);
        if (count <= 0) break;
        written += static_cast<std::size_t>(count);
    }
    ::lseek(file, 0, SEEK_SET);
    return file;
}

pid_t spawn(std::vector<std::string> words, int input, int output) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    // A group of its own, so that what it has started is killed with it.
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t id = -1;
    const int failure =
        ::posix_spawnp(&id, arguments[0], &actions, &attributes, arguments.data(), ::environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return failure == 0 ? id : -1;
}

// The bounds of one run: its time, and the stop, which wakes who waits.
class Patience final {
public:
    Patience(Duration timeout, std::stop_token stop)
        : deadline_(SteadyClock::now() + timeout),
          stop_(std::move(stop)),
          on_stop_(stop_, [this] { [[maybe_unused]] const auto n = ::write(wake_.to(), "", 1); }) {}

    // Waits until `output` (-1: none) can be read, or for `milliseconds_max`. An error: it is over.
    Result<> wait(int output, int milliseconds_max) {
        using std::chrono::milliseconds;
        const auto left = std::chrono::ceil<milliseconds>(deadline_ - SteadyClock::now());
        const auto wait = std::clamp(left, milliseconds(0), milliseconds(milliseconds_max));
        std::array<pollfd, 2> entries{pollfd{wake_.from(), POLLIN, 0}, pollfd{output, POLLIN, 0}};
        ::poll(entries.data(), entries.size(), static_cast<int>(wait.count()));
        if (stop_.stop_requested()) return fail(ErrorCode::stopped, "stopped");
        if (left <= milliseconds(0)) return fail(ErrorCode::transient, "it took too long");
        return {};
    }

    bool is_open() const { return wake_.is_open(); }

private:
    using SteadyClock = std::chrono::steady_clock;

    Pipe wake_;
    SteadyClock::time_point deadline_;
    std::stop_token stop_;
    std::stop_callback<std::function<void()>> on_stop_;
};

}  // namespace

Result<std::string> run_child(const ChildProcess& child, std::stop_token stop) {
    require(!child.arguments.empty(), "a child process has a program");
    Pipe output;
    Patience patience(child.timeout, std::move(stop));
    int input = file_of(child.input);
    if (!output.is_open() || !patience.is_open() || input < 0) {
        Pipe::close(input);
        return fail(ErrorCode::transient, "no pipe");
    }
    ::fcntl(output.from(), F_SETFL, O_NONBLOCK);
    const pid_t id = spawn(child.arguments, input, output.to());
    Pipe::close(input);
    Pipe::close(output.to());
    if (id <= 0) return fail(ErrorCode::denied, "it cannot be started");
    Command process(id);

    std::string text;
    for (bool is_open = true; is_open;) {
        if (const auto may_go_on = patience.wait(output.from(), kReadIntervalMilliseconds);
            !may_go_on)
            return std::unexpected(may_go_on.error());
        std::array<char, 4096> bytes{};
        const auto count = ::read(output.from(), bytes.data(), bytes.size());
        is_open = count != 0;
        if (count > 0) text.append(bytes.data(), static_cast<std::size_t>(count));
        if (text.size() > kOutputBytesMax)
            return fail(ErrorCode::denied, "it printed more than 64 KiB");
    }
    // It may go on after it has closed its output.
    while (true) {
        if (const auto ended_well = process.has_ended_well()) {
            if (*ended_well) return text;
            return fail(ErrorCode::denied, "it failed");
        }
        if (const auto may_go_on = patience.wait(-1, kEndIntervalMilliseconds); !may_go_on)
            return std::unexpected(may_go_on.error());
    }
}

}  // namespace scan
