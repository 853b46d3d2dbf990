#include "adapters/sqlserver/sqlserver_dialect.h"

#include <fmt/format.h>
#include <soci/soci.h>

#include "adapters/sqlserver/odbc_handle.h"
#include "adapters/sqlserver/sqlserver_fault.h"

namespace scan {

std::span<const NamedSql> sqlserver_queries();
std::span<const NamedSql> sqlserver_store_migrations();
std::span<const NamedSql> sqlserver_queue_migrations();

namespace {

constexpr int kTimeDigits = 7;                           // of a DATETIMEOFFSET
constexpr std::size_t kStatementBytesMax = 1024 * 1024;  // the server parses larger batches badly
constexpr int kCannotOpenDatabase = 4060;

std::string braced(std::string_view value) {
    std::string text = "{";
    for (const char c : value) {
        text += c;
        if (c == '}') text += c;
    }
    return text + "}";
}

std::string bracketed(std::string_view name) {
    std::string text = "[";
    for (const char c : name) {
        text += c;
        if (c == ']') text += c;
    }
    return text + "]";
}

}  // namespace

SqlServerDialect::SqlServerDialect(const SqlServerAddress& address, Duration timeout)
    : address_(address),
      timeout_(timeout),
      location_(fmt::format("SQL Server database {} at {}:{}", address.database, address.host,
                            address.port)),
      driver_(timeout / 2),
      set_writers_({.time_digits = kTimeDigits, .statement_bytes_max = kStatementBytesMax}) {
    if (address_.driver == "FreeTDS") freetds_.emplace(address_, timeout_);
}

std::span<const NamedSql> SqlServerDialect::queries() const {
    return sqlserver_queries();
}

std::span<const NamedSql> SqlServerDialect::migrations(Schema schema) const {
    switch (schema) {
        case Schema::store: return sqlserver_store_migrations();
        case Schema::queue: return sqlserver_queue_migrations();
    }
    return {};
}

std::string SqlServerDialect::connect_string(const std::string& database) const {
    const std::string server =
        freetds_ ? "SERVERNAME=" + freetds_->server_name()
                 : fmt::format("SERVER={},{};Encrypt={};TrustServerCertificate={}", address_.host,
                               address_.port, address_.encrypt ? "yes" : "no",
                               address_.trust_server_certificate ? "yes" : "no");
    return fmt::format("DRIVER={};{};DATABASE={};UID={};PWD={}", braced(address_.driver), server,
                       braced(database), braced(address_.user), braced(address_.password));
}

void SqlServerDialect::connect(soci::session& session, const std::string& database) const {
    session.open(soci::connection_parameters(driver_, connect_string(database)));
}

void SqlServerDialect::create_database() const {
    soci::session session;
    connect(session, "master");
    session << fmt::format("CREATE DATABASE {}", bracketed(address_.database));
}

void SqlServerDialect::open(soci::session& session, Role /*role*/) const {
    try {
        connect(session, address_.database);
    } catch (const OdbcError& error) {
        if (error.number() != kCannotOpenDatabase) throw;
        try {
            create_database();
        } catch (const soci::soci_error&) {
            // The login may not, or another worker has just done it.
        }
        connect(session, address_.database);
    }
    const auto lock_ms = std::chrono::ceil<std::chrono::milliseconds>(timeout_ / 4).count();
    session << fmt::format(
        "SET XACT_ABORT ON; SET LOCK_TIMEOUT {}; SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
        lock_ms);
}

void SqlServerDialect::enter(soci::session& /*session*/, Role /*role*/) const {}

void SqlServerDialect::begin(soci::session& session, Intent intent) const {
    session.begin();
    if (intent != Intent::migration) return;
    const auto wait_ms = std::chrono::ceil<std::chrono::milliseconds>(timeout_ / 4).count();
    session << fmt::format(
        "DECLARE @got INT; EXEC @got = sp_getapplock @Resource = N'scan-event-worker', "
        "@LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = {}; "
        "IF @got < 0 THROW 51222, N'another process migrates this database', 1",
        wait_ms);
}

Fault SqlServerDialect::classify(const soci::soci_error& error) const {
    const auto* known = dynamic_cast<const OdbcError*>(&error);
    if (known != nullptr) {
        return sqlserver_fault(known->number(), known->sqlstate(), known->get_error_message());
    }
    // SOCI's own: a column of another type than expected.
    return {ErrorCode::denied, sqlserver_fault(0, "", error.get_error_message()).reason, true};
}

}  // namespace scan
