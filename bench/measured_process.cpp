#include "bench/measured_process.h"

#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

namespace scan::bench {
namespace {

// The number behind a word of a file in /proc/PID; 0 if it is not there.
double number_behind(std::string_view word, pid_t process, std::string_view file_name) {
    std::ifstream file(fmt::format("/proc/{}/{}", process, file_name));
    for (std::string read; file >> read;) {
        double number = 0;
        if (read == word && file >> number) return number;
    }
    return 0;
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

}  // namespace

double cpu_seconds(pid_t process) {
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    const std::vector<std::string> fields{std::istream_iterator<std::string>(file), {}};
    constexpr std::size_t kUserTime = 13;
    constexpr std::size_t kSystemTime = 14;
    return (std::stod(fields.at(kUserTime)) + std::stod(fields.at(kSystemTime))) /
           static_cast<double>(::sysconf(_SC_CLK_TCK));
}

MeasuredProcess::MeasuredProcess(std::vector<std::string> command,
                                 const std::vector<std::string>& environment) {
    std::vector<std::string> variables = environment;  // of two of one name the first counts
    for (char** variable = ::environ; *variable != nullptr; ++variable)
        variables.emplace_back(*variable);
    const std::vector<char*> argv = pointers(command);
    const std::vector<char*> envp = pointers(variables);
    if (::posix_spawn(&id_, argv.front(), nullptr, nullptr, argv.data(), envp.data()) != 0)
        std::abort();
}

MeasuredProcess::~MeasuredProcess() {
    if (id_ > 0) stop();
}

MeasuredProcess::End MeasuredProcess::stop() {
    ::kill(id_, SIGTERM);
    return wait();
}

bool MeasuredProcess::has_ended() const {
    siginfo_t ended{};
    const int looked = ::waitid(P_PID, static_cast<id_t>(id_), &ended, WEXITED | WNOHANG | WNOWAIT);
    return looked != 0 || ended.si_pid != 0;
}

MeasuredProcess::End MeasuredProcess::wait() {
    End end;
    // What it had resident is gone with it: it is looked at while it runs. Not from wait4's usage,
    // which counts what this process had resident when it made the other.
    while (!has_ended()) {
        end.cost.resident_mib_max =
            std::max(end.cost.resident_mib_max, number_behind("VmHWM:", id_, "status") / 1024);
        constexpr useconds_t kLookInterval = 20'000;
        ::usleep(kLookInterval);
    }
    end.cost.written_bytes = number_behind("wchar:", id_, "io");
    int status = 0;
    rusage usage{};
    ::wait4(id_, &status, 0, &usage);
    id_ = -1;
    end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    end.cost.user_seconds = seconds(usage.ru_utime);
    end.cost.system_seconds = seconds(usage.ru_stime);
    return end;
}

}  // namespace scan::bench
