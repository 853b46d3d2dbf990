#include "adapters/postgres/testing/postgres_cluster.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
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

namespace scan {
namespace {

namespace fs = std::filesystem;

constexpr int kLookMs = 10;
constexpr int kStartMsMax = 60'000;

// PostgreSQL refuses to run as root.
const passwd* other_user() {
    if (::geteuid() != 0) return nullptr;
    for (const char* name : {"postgres", "nobody"}) {
        if (const passwd* user = ::getpwnam(name)) return user;
    }
    throw std::runtime_error("neither user postgres nor nobody to run PostgreSQL as");
}

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

// Runs as the other user, with output to `log`; ends by SIGQUIT, PostgreSQL's immediate shutdown, when this thread does.
pid_t spawn(const std::vector<std::string>& command, const fs::path& folder) {
    const passwd* const user = other_user();
    const std::string log = (folder / "log").string();
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child > 0) return child;

    if (user != nullptr && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 ||
                            ::setuid(user->pw_uid) != 0)) {
        ::_exit(126);
    }
    // After the change of user, which takes the request back.
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (::getppid() != parent || ::chdir(folder.c_str()) != 0) ::_exit(126);
    const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
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
    std::string pattern = (fs::temp_directory_path() / "scan-postgres-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    folder_ = pattern;
    if (const passwd* user = other_user();
        user != nullptr && ::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) {
        throw std::runtime_error("chown failed");
    }
    const pid_t initdb = spawn({program("initdb").string(), "--pgdata=data", "--username=postgres",
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
    server_ = spawn({program("postgres").string(), "-D", "data", "-k", folder_.string(), "-c",
                     "listen_addresses=", "-c", "port=5432", "-c", "fsync=off", "-c",
                     "full_page_writes=off", "-c", "shared_buffers=32MB"},
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
