#include "adapters/postgres/testing/pgbouncer.h"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <stdexcept>

#include "adapters/postgres/testing/server_process.h"

namespace scan {
namespace {

constexpr int kLookMs = 10;
constexpr int kStartMsMax = 60'000;

}  // namespace

PgBouncer::PgBouncer(const std::filesystem::path& cluster)
    : folder_(make_server_folder("scan-pgbouncer")) {
    std::ofstream(folder_ / "users") << "\"postgres\" \"\"\n";
    // Port 6432 is a part of the socket's name; nothing listens on the network.
    std::ofstream(folder_ / "pgbouncer.ini")
        << "[databases]\n* = host=" << cluster.string() << " port=5432\n"
        << "[pgbouncer]\nlisten_addr =\nlisten_port = 6432\nunix_socket_dir = " << folder_.string()
        << "\nauth_type = trust\nauth_file = users\npool_mode = transaction\n"
        << "default_pool_size = 3\nserver_round_robin = 1\nmax_client_conn = 200\n";
    server_ = start_server({"/usr/sbin/pgbouncer", "pgbouncer.ini"}, folder_);
    for (int waited = 0; !answers(); waited += kLookMs) {
        const bool ended = ::waitpid(server_, nullptr, WNOHANG) != 0;
        if (ended) server_ = -1;
        if (ended || waited > kStartMsMax) {
            std::ifstream log(folder_ / "log");
            throw std::runtime_error("PgBouncer does not start: " +
                                     std::string(std::istreambuf_iterator<char>(log), {}));
        }
        ::poll(nullptr, 0, kLookMs);
    }
}

PgBouncer::~PgBouncer() {
    if (server_ > 0) {
        ::kill(server_, SIGTERM);  // ends at once
        ::waitpid(server_, nullptr, 0);
    }
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
}

std::string PgBouncer::url(const std::string& database) const {
    return "postgresql://postgres@/" + database + "?host=" + folder_.string() + "&port=6432";
}

bool PgBouncer::answers() const {
    return ::PQping(url("postgres").c_str()) == PQPING_OK;
}

}  // namespace scan
