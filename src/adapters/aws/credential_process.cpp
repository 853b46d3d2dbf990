#include "adapters/sqs/credential_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>

namespace scan {
namespace {

constexpr std::size_t kOutputBytesMax = 64 * 1024;
constexpr int kTimeoutMilliseconds = 60'000;

// The command's process, killed where nobody has waited for its end.
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

    bool ends_well() {
        int status = 0;
        ::waitpid(id_, &status, 0);
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

pid_t spawn(const std::string& command, int output) {
    std::string shell = "/bin/sh";
    std::string flag = "-c";
    std::string text = command;
    char* const arguments[] = {shell.data(), flag.data(), text.data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    // A group of its own, so that what the shell started is killed with it.
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t id = -1;
    const int failure =
        ::posix_spawn(&id, shell.c_str(), &actions, &attributes, arguments, ::environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return failure == 0 ? id : -1;
}

}  // namespace

Result<std::string> run_credential_process(const std::string& command, std::stop_token stop) {
    Pipe output;
    Pipe wake;
    if (!output.is_open() || !wake.is_open())
        return fail(ErrorCode::transient, "credential_process: no pipe");
    const pid_t id = spawn(command, output.to());
    Pipe::close(output.to());
    if (id <= 0) return fail(ErrorCode::denied, "credential_process: cannot be started");
    Command process(id);
    const std::stop_callback on_stop(
        stop, [&wake] { [[maybe_unused]] const auto written = ::write(wake.to(), "", 1); });

    using SteadyClock = std::chrono::steady_clock;
    const auto deadline = SteadyClock::now() + std::chrono::milliseconds(kTimeoutMilliseconds);
    std::string text;
    while (true) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now());
        std::array<pollfd, 2> entries{pollfd{output.from(), POLLIN, 0},
                                      pollfd{wake.from(), POLLIN, 0}};
        const int ready = left.count() > 0 ? ::poll(entries.data(), entries.size(),
                                                    static_cast<int>(left.count()))
                                           : 0;
        if (stop.stop_requested()) return fail(ErrorCode::stopped, "stopped");
        if (ready == 0) return fail(ErrorCode::transient, "credential_process: took over a minute");
        std::array<char, 4096> bytes{};
        const auto count = ready < 0 ? -1 : ::read(output.from(), bytes.data(), bytes.size());
        if (count < 0) continue;
        if (count == 0) break;
        text.append(bytes.data(), static_cast<std::size_t>(count));
        if (text.size() > kOutputBytesMax)
            return fail(ErrorCode::denied, "credential_process: printed more than 64 KiB");
    }
    if (!process.ends_well()) return fail(ErrorCode::denied, "credential_process: it failed");
    return text;
}

}  // namespace scan
