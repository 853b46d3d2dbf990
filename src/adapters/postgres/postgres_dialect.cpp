#include "adapters/postgres/postgres_dialect.h"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <sys/socket.h>
#include <unistd.h>

#include "adapters/postgres/postgres_fault.h"
#include "adapters/postgres/postgres_refusal.h"
#include "adapters/sql/call_watch.h"

namespace scan {

std::span<const NamedSql> postgres_queries();
std::span<const NamedSql> postgres_store_migrations();
std::span<const NamedSql> postgres_queue_migrations();

namespace {

constexpr int kTimeDigits = 6;  // of a timestamptz
constexpr std::size_t kStatementBytesMax = 8 * 1024 * 1024;

// Any number that no other program is likely to take its advisory locks by.
constexpr std::int64_t kMigrationLock = 7'302'155'400'318'551'040;

PGconn* handle(soci::session& session) {
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

// Holds a second descriptor of the session's socket, so that the first may be closed at any time.
class SocketBreaker final : public SessionBreaker {
public:
    explicit SocketBreaker(int socket) : socket_(::dup(socket)) {}
    ~SocketBreaker() override { ::close(socket_); }
    SocketBreaker(const SocketBreaker&) = delete;
    SocketBreaker& operator=(const SocketBreaker&) = delete;
    void cut() override { ::shutdown(socket_, SHUT_RDWR); }

private:
    const int socket_;
};

}  // namespace

PostgresDialect::PostgresDialect(const PostgresAddress& address, Duration timeout)
    : address_(address),
      timeout_(timeout),
      location_(address.location()),
      writers_({.time_digits = kTimeDigits, .statement_bytes_max = kStatementBytesMax}) {}

std::span<const NamedSql> PostgresDialect::queries() const {
    return postgres_queries();
}

std::span<const NamedSql> PostgresDialect::migrations(Schema schema) const {
    switch (schema) {
        case Schema::store: return postgres_store_migrations();
        case Schema::queue: return postgres_queue_migrations();
    }
    return {};
}

void PostgresDialect::open(soci::session& session, Role role) const {
    connect(session);
    const char* const encoding = PQparameterStatus(handle(session), "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
        throw soci::postgresql_soci_error(
            fmt::format("the database's encoding is {}; create it with ENCODING 'UTF8'",
                        encoding == nullptr ? "unknown" : encoding),
            "0A000");
    }
    const auto half = std::chrono::ceil<std::chrono::milliseconds>(timeout_ / 2).count();
    std::string settings = fmt::format(
        "SET client_min_messages = error; SET client_encoding = 'UTF8'; SET TimeZone = 'UTC'; SET "
        "DateStyle = 'ISO'; "
        "SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}",
        half, 2 * half);
    // A plan that was made while the queue was empty would read all of it when it is long.
    if (role == Role::queue) settings += "; SET enable_seqscan = off";
    session << settings;
}

void PostgresDialect::connect(soci::session& session) const {
    const std::string connect_string = address_.connect_string(timeout_);
    const auto begun = std::chrono::steady_clock::now();
    try {
        session.open(soci::postgresql, connect_string);
    } catch (const soci::postgresql_soci_error&) {
        throw;
    } catch (const soci::soci_error& error) {
        // A server that answers at once has refused; one that does not is not waited for a second time.
        const bool answered = std::chrono::steady_clock::now() - begun < timeout_ / 4;
        const std::string sqlstate =
            answered ? postgres_refusal(connect_string, timeout_ / 4) : std::string("     ");
        throw soci::postgresql_soci_error(error.get_error_message(), sqlstate.c_str());
    }
}

void PostgresDialect::enter(soci::session& /*session*/, Role /*role*/) const {}

std::unique_ptr<SessionBreaker> PostgresDialect::breaker(soci::session& session) const {
    return std::make_unique<SocketBreaker>(PQsocket(handle(session)));
}

void PostgresDialect::begin(soci::session& session, Intent intent) const {
    // READ WRITE, because a server that became a standby says so here, before anything is read there.
    std::string begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
    switch (intent) {
        case Intent::durable: break;
        case Intent::relaxed: begin += "; SET LOCAL synchronous_commit = off"; break;
        case Intent::migration:
            begin += fmt::format("; SELECT pg_advisory_xact_lock({})", kMigrationLock);
            break;
    }
    session << begin;
}

Fault PostgresDialect::classify(const soci::soci_error& error) const {
    const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    if (known != nullptr) return postgres_fault(known->sqlstate(), error.get_error_message());
    // SOCI's own: a column of another type than expected.
    Fault fault = postgres_fault("XX000", error.get_error_message());
    fault.session_lost = true;
    return fault;
}

}  // namespace scan
