#include "adapters/postgres/postgres_dialect.h"

#include <fmt/format.h>
#include <poll.h>
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
constexpr const char* kInvalidAuthorization = "28000";

// Any number that no other program is likely to take its advisory locks by.
constexpr std::int64_t kMigrationLock = 7'302'155'400'318'551'040;

// Server, database or role may have it off; what they ask beyond "on" stays.
constexpr std::string_view kSynced =
    "; SELECT set_config('synchronous_commit', 'on', true) "
    "WHERE current_setting('synchronous_commit') = 'off'";

std::int64_t in_milliseconds(Duration time) {
    return std::chrono::ceil<std::chrono::milliseconds>(time).count();
}

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

PostgresDialect::PostgresDialect(const PostgresAddress& address, Duration timeout,
                                 std::string password_file)
    : address_(address),
      password_file_(std::move(password_file)),
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
            "3D000");
    }
    PQsetNoticeProcessor(handle(session), [](void*, const char*) {}, nullptr);
    set_up(session, role);
}

// The first three are parameters that a pooler keeps for each of its clients. The others would be inherited by whoever comes after in
// transaction pooling, so they are set only if the server itself is at the other end: a pooler names another process than the server does.
void PostgresDialect::set_up(soci::session& session, Role role) const {
    // The statements of a migration take the time that they take.
    const auto statement_ms = role == Role::migration ? 0 : in_milliseconds(timeout_ / 2);
    // Without statistics a table that was empty a moment ago counts as small.
    const std::string_view seqscan =
        role == Role::queue ? ", set_config('enable_seqscan', 'off', false)" : "";
    const std::string settings = fmt::format(
        "SET client_encoding = 'UTF8'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; "
        "SELECT set_config('statement_timeout', '{}', false), "
        "set_config('idle_in_transaction_session_timeout', '{}', false){} "
        "WHERE pg_backend_pid() = {}",
        statement_ms, in_milliseconds(timeout_), seqscan, PQbackendPID(handle(session)));
    const std::unique_ptr<PGresult, void (*)(PGresult*)> result(
        PQexec(handle(session), settings.c_str()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
        const char* const sqlstate = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
        throw soci::postgresql_soci_error(PQerrorMessage(handle(session)),
                                          sqlstate == nullptr ? "     " : sqlstate);
    }
    is_pooled_ = PQntuples(result.get()) == 0;
}

void PostgresDialect::connect(soci::session& session) const {
    const auto login = read_login_file(password_file_);
    if (!login) throw soci::postgresql_soci_error(login.error().message, kInvalidAuthorization);
    const std::string connect_string = address_.connect_string(timeout_, *login);
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
    if (is_pooled_) {
        begin += fmt::format(
            "; SET LOCAL statement_timeout = {}; SET LOCAL idle_in_transaction_session_timeout = "
            "{}",
            in_milliseconds(timeout_ / 2), in_milliseconds(timeout_));
    }
    switch (intent) {
        case Intent::durable: begin += kSynced; break;
        case Intent::relaxed: begin += "; SET LOCAL synchronous_commit = off"; break;
        case Intent::migration:
            // No lock is waited for long: whoever comes after would wait, too.
            begin += fmt::format(
                "{}; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = {}; "
                "SET LOCAL idle_in_transaction_session_timeout = 0",
                kSynced, in_milliseconds(timeout_ / 4));
            break;
    }
    session << begin;
    if (intent == Intent::migration) take_migration_lock(session);
}

// By asking again: a statement that waits has a snapshot, and an index that is made concurrently waits for all snapshots.
void PostgresDialect::take_migration_lock(soci::session& session) const {
    constexpr int kAskAgainMs = 10;
    const std::string ask =
        fmt::format("SELECT CAST(pg_try_advisory_xact_lock({}) AS int)", kMigrationLock);
    const auto deadline = std::chrono::steady_clock::now() + timeout_ / 2;
    for (;;) {
        int is_taken = 0;
        session << ask, soci::into(is_taken);
        if (is_taken != 0) return;
        if (std::chrono::steady_clock::now() >= deadline) {
            throw soci::postgresql_soci_error("another process migrates this database", "55P03");
        }
        ::poll(nullptr, 0, kAskAgainMs);
    }
}

DriverFault PostgresDialect::classify(const soci::soci_error& error) const {
    const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    if (known != nullptr) return postgres_fault(known->sqlstate(), error.get_error_message());
    // SOCI's own: a column of another type than expected.
    DriverFault fault = postgres_fault("XX000", error.get_error_message());
    fault.session_lost = true;
    return fault;
}

}  // namespace scan
