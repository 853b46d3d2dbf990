#include "adapters/postgres/postgres_refusal.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace scan {
namespace {

constexpr const char* kUnknown = "     ";

struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};

// Waits until the socket is ready for what libpq asks for; false: `deadline` came first.
bool wait(PGconn* connection, PostgresPollingStatusType wanted,
          std::chrono::steady_clock::time_point deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd socket{.fd = PQsocket(connection),
                  .events = static_cast<short>(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT),
                  .revents = 0};
    return ::poll(&socket, 1, static_cast<int>(left.count())) > 0;
}

bool is_sqlstate(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// In "FATAL:  28P01: password authentication failed", whatever language the words are in.
std::string sqlstate_in(std::string_view message) {
    constexpr std::string_view kBefore = ":  ";
    for (std::size_t at = message.find(kBefore); at != message.npos;
         at = message.find(kBefore, at + 1)) {
        const std::string_view after = message.substr(at + kBefore.size());
        if (after.size() > 5 && after[5] == ':' && is_sqlstate(after.substr(0, 5))) {
            return std::string(after.substr(0, 5));
        }
    }
    return kUnknown;
}

}  // namespace

std::string postgres_refusal(const std::string& connect_string, Duration timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    const std::unique_ptr<PGconn, Finish> connection(PQconnectStart(connect_string.c_str()));
    if (!connection || PQstatus(connection.get()) == CONNECTION_BAD) return kUnknown;
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
    while (wanted == PGRES_POLLING_READING || wanted == PGRES_POLLING_WRITING) {
        if (!wait(connection.get(), wanted, deadline)) return kUnknown;
        wanted = PQconnectPoll(connection.get());
    }
    return sqlstate_in(PQerrorMessage(connection.get()));
}

}  // namespace scan
