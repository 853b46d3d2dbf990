#include "tests/e2e/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace scan {
namespace {

constexpr Milliseconds kLook{20};

using SteadyClock = std::chrono::steady_clock;

bool is_kept(std::string_view variable) {
    std::string name(variable.substr(0, variable.find('=')));
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return !name.starts_with("scan_event_worker_") && !name.ends_with("_proxy");
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_of(const Process::Launch& launch) {
    std::vector<std::string> variables;
    for (char** variable = ::environ; *variable != nullptr; ++variable) {
        if (is_kept(*variable)) variables.emplace_back(*variable);
    }
    // Workers side by side have one default port; a test that wants to be answered says where.
    variables.emplace_back("SCAN_EVENT_WORKER_ADMIN_LISTEN=off");
    variables.insert(variables.end(), launch.environment.begin(), launch.environment.end());
    return variables;
}

pid_t spawn(const Process::Launch& launch, const std::string& output, const std::string& errors) {
    const std::string program =
        launch.program.empty() ? Process::program().string() : launch.program.string();
    std::vector<std::string> arguments{program};
    arguments.insert(arguments.end(), launch.arguments.begin(), launch.arguments.end());
    std::vector<std::string> variables = environment_of(launch);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    constexpr int kCreate = O_WRONLY | O_CREAT | O_TRUNC;
    constexpr mode_t kMode = 0644;
    const auto redirect = [&](int descriptor, std::optional<int> to, const std::string& file) {
        if (!to) {
            ::posix_spawn_file_actions_addopen(&actions, descriptor, file.c_str(), kCreate, kMode);
        } else if (*to < 0) {
            ::posix_spawn_file_actions_addclose(&actions, descriptor);
        } else {
            ::posix_spawn_file_actions_adddup2(&actions, *to, descriptor);
        }
    };
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    redirect(STDOUT_FILENO, launch.output_to, output);
    redirect(STDERR_FILENO, launch.errors_to, errors);
    if (launch.is_input_closed) ::posix_spawn_file_actions_addclose(&actions, STDIN_FILENO);
    ::posix_spawn_file_actions_addchdir_np(&actions, launch.folder.c_str());
    pid_t id = -1;
    const int failure = ::posix_spawn(&id, program.c_str(), &actions, nullptr,
                                      pointers_to(arguments).data(), pointers_to(variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) throw std::runtime_error("cannot start " + program);
    return id;
}

Milliseconds milliseconds_of(const timeval& time) {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::seconds(time.tv_sec) +
                                                    std::chrono::microseconds(time.tv_usec));
}

std::string next_name() {
    static std::atomic<int> started = 0;
    return "process-" + std::to_string(++started);
}

}  // namespace

Process::Process(const Launch& launch) : Process(launch, next_name()) {}

Process::Process(const Launch& launch, const std::string& name)
    : output_(launch.folder / (name + ".out")),
      errors_(launch.folder / (name + ".err")),
      id_(spawn(launch, output_, errors_)),
      watch_(static_cast<int>(::syscall(SYS_pidfd_open, id_, 0))) {
    if (watch_ < 0) std::abort();
}

Process::~Process() {
    if (!end_) {
        signal(SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }
    ::close(watch_);
}

std::filesystem::path Process::program() {
    return SCAN_PROGRAM;
}

void Process::signal(int number) const {
    if (!end_) ::kill(id_, number);
}

std::optional<int> Process::wait(Milliseconds timeout) {
    if (end_) return end_;
    pollfd entry{.fd = watch_, .events = POLLIN, .revents = 0};
    const auto deadline = SteadyClock::now() + timeout;
    int ready = 0;
    do {
        const auto left = std::chrono::ceil<Milliseconds>(deadline - SteadyClock::now()).count();
        ready = ::poll(&entry, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
    } while (ready < 0 && errno == EINTR);
    if (ready == 0) return std::nullopt;
    int status = 0;
    rusage usage{};
    ::wait4(id_, &status, 0, &usage);
    cpu_time_at_end_ = milliseconds_of(usage.ru_utime) + milliseconds_of(usage.ru_stime);
    end_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return end_;
}

bool Process::wait_for(const std::function<bool()>& condition, Milliseconds timeout) {
    const auto deadline = SteadyClock::now() + timeout;
    while (!condition()) {
        if (SteadyClock::now() >= deadline) return false;
        if (wait(kLook)) return condition();
    }
    return true;
}

std::string Process::output() const {
    return read_file(output_);
}

std::string Process::errors() const {
    return read_file(errors_);
}

bool Process::has_logged(std::string_view text) const {
    return errors().find(text) != std::string::npos;
}

// What /proc says after the name, which stands in parentheses and may hold spaces.
std::istringstream Process::status() const {
    const std::string stat = read_file("/proc/" + std::to_string(id_) + "/stat");
    return std::istringstream(stat.substr(stat.rfind(')') + 1));
}

char Process::state() const {
    char state = '?';
    status() >> state;
    return state;
}

Milliseconds Process::cpu_time() const {
    if (end_) return cpu_time_at_end_;
    constexpr int kFieldsBefore = 11;
    std::istringstream fields = status();
    std::string skipped;
    for (int i = 0; i < kFieldsBefore; ++i) fields >> skipped;
    std::int64_t user = 0;
    std::int64_t system = 0;
    fields >> user >> system;
    return Milliseconds((user + system) * 1000 / ::sysconf(_SC_CLK_TCK));
}

Finished run_to_end(const Process::Launch& launch, Milliseconds timeout) {
    Process process(launch);
    const auto code = process.wait(timeout);
    return {code, process.output(), process.errors()};
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

void write_file(const std::filesystem::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

}  // namespace scan
