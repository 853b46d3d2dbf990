// The cluster that the tests of one CTest run share.
//   postgres_cluster start FILE   starts it in the background, writes its folder to FILE; it ends
//   with the process that called this
//   postgres_cluster stop FILE    ends it
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "adapters/postgres/testing/postgres_cluster.h"

namespace scan {
namespace {

int process_handle(pid_t id) {
    return static_cast<int>(::syscall(SYS_pidfd_open, id, 0));
}

// Returns when `other` has ended or SIGTERM has come.
void wait_for_end(int other) {
    sigset_t terminate;
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &terminate, nullptr);
    pollfd events[] = {{.fd = other, .events = POLLIN, .revents = 0},
                       {.fd = ::signalfd(-1, &terminate, 0), .events = POLLIN, .revents = 0}};
    while (::poll(events, 2, -1) < 0) {
    }
}

void write_file(const std::string& path, const std::filesystem::path& folder) {
    const std::string draft = path + ".new";
    std::ofstream(draft) << folder.string() << '\n' << ::getpid() << '\n';
    std::filesystem::rename(draft, path);
}

// The folder's file is there, or this process's child has ended without it.
int start(const std::string& path) {
    std::filesystem::remove(path);
    const int caller = process_handle(::getppid());
    const pid_t keeper = ::fork();
    if (keeper < 0) return 1;
    if (keeper > 0) {
        pollfd end{.fd = process_handle(keeper), .events = POLLIN, .revents = 0};
        while (!std::filesystem::exists(path)) {
            if (::poll(&end, 1, 10) != 0) return 1;
        }
        return 0;
    }
    ::setsid();
    // CTest waits for whoever holds its pipe.
    const std::string log = path + ".log";
    if (std::freopen("/dev/null", "r", stdin) == nullptr ||
        std::freopen(log.c_str(), "w", stdout) == nullptr ||
        std::freopen(log.c_str(), "w", stderr) == nullptr) {
        return 1;
    }
    try {
        const PostgresCluster cluster;
        write_file(path, cluster.folder());
        wait_for_end(caller);
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    std::filesystem::remove(path);
    return 0;
}

int stop(const std::string& path) {
    std::string folder;
    pid_t keeper = -1;
    if (!(std::ifstream(path) >> folder >> keeper)) return 0;
    pollfd end{.fd = process_handle(keeper), .events = POLLIN, .revents = 0};
    ::kill(keeper, SIGTERM);
    ::poll(&end, 1, 60'000);
    return 0;
}

}  // namespace
}  // namespace scan

int main(int count, char** arguments) {
    const std::string_view verb = count == 3 ? arguments[1] : "";
    if (verb == "start") return scan::start(arguments[2]);
    if (verb == "stop") return scan::stop(arguments[2]);
    std::fprintf(stderr, "usage: postgres_cluster start|stop FILE\n");
    return 2;
}
