#include "bench/worker_process.h"

#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace scan::bench {

WorkerProcess::WorkerProcess(const std::string& feed_url, const std::string& store_url,
                             const std::string& queue_url, const std::vector<std::string>& flags) {
    std::vector<std::string> arguments = {SCAN_WORKER,   "run",     "--feed-url",  feed_url,
                                          "--store-url", store_url, "--queue-url", queue_url,
                                          "--log-level", "warn"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    if (::posix_spawn(&pid_, SCAN_WORKER, nullptr, nullptr, argv.data(), environ) != 0)
        std::abort();
}

WorkerProcess::~WorkerProcess() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGTERM);
    wait();
}

WorkerProcess::End WorkerProcess::wait() {
    int status = 0;
    double resident_mib_max = 0;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
        resident_mib_max = std::max(resident_mib_max, resident_mib_high_water());
        constexpr useconds_t kLookInterval = 20'000;
        ::usleep(kLookInterval);
    }
    pid_ = -1;
    return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            .resident_mib_max = resident_mib_max};
}

// Not from wait4's usage: that counts what this process had resident when it made the other.
double WorkerProcess::resident_mib_high_water() const {
    std::ifstream file(fmt::format("/proc/{}/status", pid_));
    for (std::string word; file >> word;) {
        double kib = 0;
        if (word == "VmHWM:" && file >> kib) return kib / 1024;
    }
    return 0;
}

double WorkerProcess::cpu_seconds() const {
    std::ifstream file(fmt::format("/proc/{}/stat", pid_));
    const std::vector<std::string> fields{std::istream_iterator<std::string>(file), {}};
    constexpr std::size_t kUserTime = 13;
    constexpr std::size_t kSystemTime = 14;
    return (std::stod(fields[kUserTime]) + std::stod(fields[kSystemTime])) /
           static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace scan::bench
