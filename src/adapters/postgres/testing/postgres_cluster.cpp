#include "adapters/postgres/testing/postgres_cluster.h"

#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <vector>

#include "adapters/postgres/testing/server_process.h"

namespace scan {
namespace {

namespace fs = std::filesystem;

constexpr int kLookMs = 10;
constexpr int kStartMsMax = 60'000;

fs::path program(const std::string& name) {
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", error)) {
        const fs::path path = version.path() / "bin" / name;
        if (fs::exists(path)) found.push_back(path);
    }
    if (found.empty()) throw std::runtime_error("no /usr/lib/postgresql/*/bin/" + name);
    return *std::ranges::max_element(found);
}

std::string logged(const fs::path& folder) {
    std::ifstream log(folder / "log");
    return {std::istreambuf_iterator<char>(log), {}};
}

bool answers(const fs::path& folder) {
    return ::PQping(postgres_url(folder, "postgres").c_str()) == PQPING_OK;
}

// Its processes lead groups of their own, so none can be signalled as a group.
std::vector<pid_t> children_of(pid_t server) {
    std::vector<pid_t> children;
    const std::string id = std::to_string(server);
    std::ifstream list("/proc/" + id + "/task/" + id + "/children");
    for (pid_t child = 0; list >> child;) children.push_back(child);
    return children;
}

}  // namespace

PostgresCluster::PostgresCluster() {
    folder_ = make_server_folder("scan-postgres");
    const pid_t initdb =
        start_server({program("initdb").string(), "--pgdata=data", "--username=postgres",
                      "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"},
                     folder_);
    int status = -1;
    ::waitpid(initdb, &status, 0);
    if (status != 0) throw std::runtime_error("initdb failed: " + logged(folder_));
    std::ofstream(folder_ / "data/pg_hba.conf") << "local all with_password scram-sha-256\n"
                                                   "local all refused reject\n"
                                                   "local all all trust\n";
    start();
}

PostgresCluster::~PostgresCluster() {
    stop();
    std::error_code error;
    fs::remove_all(folder_, error);
}

void PostgresCluster::start() {
    if (server_ > 0) return;
    server_ = start_server(
        {program("postgres").string(), "-D", "data", "-k", folder_.string(), "-c",
         "listen_addresses=", "-c", "port=5432", "-c", "fsync=off", "-c", "full_page_writes=off",
         "-c", "shared_buffers=32MB", "-c", "max_connections=300"},
        folder_);
    for (int waited = 0; !answers(folder_); waited += kLookMs) {
        const bool ended = ::waitpid(server_, nullptr, WNOHANG) != 0;
        if (ended) server_ = -1;
        if (ended || waited > kStartMsMax) {
            throw std::runtime_error("PostgreSQL does not start: " + logged(folder_));
        }
        ::poll(nullptr, 0, kLookMs);
    }
}

void PostgresCluster::stop() {
    if (server_ < 0) return;
    ::kill(server_, SIGINT);  // "fast": ends the sessions first
    ::waitpid(server_, nullptr, 0);
    server_ = -1;
}

void PostgresCluster::kill() {
    if (server_ < 0) return;
    pause();
    const std::vector<pid_t> children = children_of(server_);
    std::vector<pollfd> ends;
    for (const pid_t child : children) {
        const auto handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
        if (handle >= 0) ends.push_back({.fd = handle, .events = POLLIN, .revents = 0});
    }
    // The server itself first, so that it does not see its children die and start over.
    ::kill(server_, SIGKILL);
    ::waitpid(server_, nullptr, 0);
    server_ = -1;
    for (const pid_t child : children) ::kill(child, SIGKILL);
    // Nobody may still hold the shared memory when the server is started again.
    for (pollfd& end : ends) {
        ::poll(&end, 1, kStartMsMax);
        ::close(end.fd);
    }
}

void PostgresCluster::become_standby() {
    stop();
    std::ofstream(folder_ / "data/standby.signal").flush();
    start();
}

void PostgresCluster::pause() const {
    ::kill(server_, SIGSTOP);  // first, so that it starts no more sessions
    for (const pid_t session : children_of(server_)) ::kill(session, SIGSTOP);
}

void PostgresCluster::resume() const {
    for (const pid_t session : children_of(server_)) ::kill(session, SIGCONT);
    ::kill(server_, SIGCONT);
}

const fs::path& PostgresCluster::shared() {
    static const fs::path folder = [] {
        if (const char* file = std::getenv("SCAN_TEST_POSTGRES")) {
            std::string of_the_run;
            std::ifstream(file) >> of_the_run;
            if (!of_the_run.empty()) return fs::path(of_the_run);
        }
        static const PostgresCluster own;
        return own.folder();
    }();
    return folder;
}

std::string postgres_url(const fs::path& folder, const std::string& database,
                         const std::string& user) {
    return "postgresql://" + user + "@/" + database + "?host=" + folder.string() + "&port=5432";
}

}  // namespace scan
