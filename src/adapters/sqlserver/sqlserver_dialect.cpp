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

bool says_no_such_database(const OdbcError& error) {
    return error.number() == 4060 ||
           error.number() == 911;  // as a login, and as Babelfish, says it
}

std::string braced(std::string_view value) {
    std::string text = "{";
    for (const char c : value) {
        text += c;
        if (c == '}') text += c;
    }
    return text + "}";
}

// FreeTDS 1.3 does not understand a brace inside braces.
bool can_be_plain(std::string_view value) {
    return !value.empty() && !value.contains(';') && !value.starts_with('{') &&
           value.front() != ' ' && value.back() != ' ';
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
      writers_({.time_digits = kTimeDigits, .statement_bytes_max = kStatementBytesMax}) {
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
    const auto value = [this](const std::string& text) {
        return freetds_ && can_be_plain(text) ? text : braced(text);
    };
    // The last semicolon is for FreeTDS 1.3, which takes a brace at the very end for a part of the password.
    return fmt::format("DRIVER={};{};DATABASE={};UID={};PWD={};", braced(address_.driver), server,
                       value(database), value(address_.user), value(address_.password));
}

void SqlServerDialect::connect(soci::session& session, const std::string& database) const {
    if (freetds_ && freetds_->server_name().empty()) {
        throw OdbcError("no freetds.conf can be written", 0, "");
    }
    try {
        session.open(soci::connection_parameters(driver_, connect_string(database)));
    } catch (const OdbcError& error) {
        // FreeTDS says no more than this of a certificate that it does not trust, and something else of a server that is not there.
        const bool may_be_tls =
            error.number() == 0 && address_.encrypt && !address_.trust_server_certificate;
        if (!may_be_tls) throw;
        throw OdbcError(error.get_error_message() + "; its certificate may not be a trusted one",
                        error.number(), error.sqlstate());
    }
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
        if (!says_no_such_database(error)) throw;
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
