#include "adapters/sqlserver/sqlserver_dialect.h"

#include <fmt/format.h>
#include <soci/soci.h>

#include "adapters/sqlserver/bundled_driver.h"
#include "adapters/sqlserver/connect_failure.h"
#include "adapters/sqlserver/odbc_handle.h"
#include "adapters/sqlserver/sqlserver_fault.h"

namespace scan {

std::span<const NamedSql> sqlserver_queries();
std::span<const NamedSql> sqlserver_store_migrations();
std::span<const NamedSql> sqlserver_queue_migrations();

namespace {

constexpr const char* kApplicationName = "scan-event-worker " SCAN_VERSION;

constexpr int kCompatibilityMin = 130;  // SQL Server 2016: OPENJSON

constexpr int kTimeDigits = 7;                           // of a DATETIMEOFFSET
constexpr std::size_t kStatementBytesMax = 1024 * 1024;  // the server parses larger batches badly
// At 5,000 locks of one statement on one table or index the server locks the whole table instead, and
// all other processors wait. Not LOCK_ESCALATION = DISABLE, which an adopted table's owner may not
// want.
constexpr std::size_t kStatementRowsMax = 2000;

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

SqlServerDialect::SqlServerDialect(const SqlServerAddress& address, Duration timeout,
                                   MissingDatabase missing, std::string password_file)
    : address_(address),
      password_file_(std::move(password_file)),
      timeout_(timeout),
      missing_(std::move(missing)),
      location_(fmt::format("SQL Server database {} at {}:{}", address.database, address.host,
                            address.port)),
      driver_(timeout / 2, timeout / 2),
      migration_driver_(timeout / 2, Duration::zero()),
      writers_({.time_digits = kTimeDigits,
                .statement_bytes_max = kStatementBytesMax,
                .statement_rows_max = kStatementRowsMax}) {
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

DatabaseLogin SqlServerDialect::login() const {
    auto login = read_login_file(password_file_);
    if (!login) throw OdbcError(login.error().message, kUnusableLogin, "");
    if (login->user.empty()) login->user = address_.user;
    if (login->password.empty()) login->password = address_.password;
    if (login->user.empty()) {
        throw OdbcError(
            "neither the address nor the password file " + password_file_ + " names a user",
            kUnusableLogin, "");
    }
    return *std::move(login);
}

std::string SqlServerDialect::connect_string(const std::string& database) const {
    const std::string server =
        freetds_ ? "SERVERNAME=" + freetds_->server_name()
                 : fmt::format("SERVER={},{};Encrypt={};TrustServerCertificate={}", address_.host,
                               address_.port, address_.encrypt ? "yes" : "no",
                               address_.trust_server_certificate ? "yes" : "no");
    const auto value = [this](const std::string& text) {
        if (freetds_ && can_be_plain(text)) return text;
        if (freetds_ && text.contains('}')) {
            throw OdbcError("FreeTDS takes no user and no password that has both a ; and a }",
                            kUnusableLogin, "");
        }
        return braced(text);
    };
    // The last semicolon is for FreeTDS 1.3, which takes a brace at the very end for a part of the password.
    const std::string application =
        address_.application_name.empty() ? kApplicationName : address_.application_name;
    const std::string bundled = freetds_ ? bundled_freetds() : "";
    const DatabaseLogin who = login();
    return fmt::format("DRIVER={};{};DATABASE={};APP={};UID={};PWD={};",
                       braced(bundled.empty() ? address_.driver : bundled), server, value(database),
                       value(application), value(who.user), value(who.password));
}

void SqlServerDialect::connect(soci::session& session, const std::string& database,
                               Role role) const {
    if (freetds_ && !freetds_->is_written()) {
        throw OdbcError("no freetds.conf can be written", 0, "");
    }
    try {
        const OdbcFactory& driver = role == Role::migration ? migration_driver_ : driver_;
        session.open(soci::connection_parameters(driver, connect_string(database)));
    } catch (const OdbcError& error) {
        throw explained(error, address_);
    }
}

void SqlServerDialect::create_database() const {
    try {
        soci::session session;
        connect(session, "master", Role::control);
        session << fmt::format("CREATE DATABASE {}", bracketed(address_.database));
    } catch (const soci::soci_error&) {
        // The login may not, or another worker has just done it.
        return;
    }
    if (missing_.notice) missing_.notice(fmt::format("created the {}", location_));
}

void SqlServerDialect::open(soci::session& session, Role role) const {
    try {
        connect(session, address_.database, role);
    } catch (const OdbcError& error) {
        if (!says_no_such_database(error)) throw;
        // Azure says so of one that it is just moving, too.
        if (missing_.is_created && address_.server_host() == SqlServerHost::own) create_database();
        connect(session, address_.database, role);
    }
    const auto lock_ms = std::chrono::ceil<std::chrono::milliseconds>(timeout_ / 4).count();
    // A server may have other defaults for its sessions ("user options"): without ANSI_WARNINGS texts
    // are cut in silence, and without the rest a table with an indexed view or a filtered index takes
    // no write.
    session << fmt::format(
        "SET XACT_ABORT ON; SET NOCOUNT OFF; SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, "
        "ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON; SET NUMERIC_ROUNDABORT OFF; "
        "SET IMPLICIT_TRANSACTIONS OFF; SET LOCK_TIMEOUT {}; "
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
        lock_ms);
}

// Else the first batch would end with an error that says nothing of the reason, or be written with
// texts that are not those which came.
void SqlServerDialect::enter(soci::session& session, Role role) const {
    if (role == Role::control) return;
    int level = kCompatibilityMin;
    session << std::string(query("read_compatibility_level")), soci::into(level);
    if (level < kCompatibilityMin) {
        throw OdbcError(
            fmt::format("the database has compatibility level {0}, and OPENJSON needs {1}: ALTER "
                        "DATABASE CURRENT SET COMPATIBILITY_LEVEL = {1}",
                        level, kCompatibilityMin),
            kUnfitDatabase, "");
    }
    if (role != Role::queue) return;
    int keeps_texts = 1;
    session << std::string(query("openjson_keeps_texts")), soci::into(keeps_texts);
    if (keeps_texts == 0) {
        throw OdbcError(
            "this server's OPENJSON cuts long texts or leaves escapes in them: no queue can be "
            "kept in it",
            kUnfitDatabase, "");
    }
}

void SqlServerDialect::begin(soci::session& session, Intent intent) const {
    session.begin();
    if (intent != Intent::migration) return;
    const auto wait_ms = std::chrono::ceil<std::chrono::milliseconds>(timeout_ / 4).count();
    session << fmt::format(
        "DECLARE @got INT; EXEC @got = sp_getapplock @Resource = N'scan-event-worker', "
        "@LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = {}; "
        "IF @got < 0 THROW {}, N'another process migrates this database', 1",
        wait_ms, kOtherMigration);
}

DriverFault SqlServerDialect::classify(const soci::soci_error& error) const {
    const auto* known = dynamic_cast<const OdbcError*>(&error);
    if (known != nullptr) {
        return sqlserver_fault(known->number(), known->sqlstate(), known->get_error_message(),
                               address_.server_host());
    }
    // SOCI's own: a column of another type than expected.
    return {ErrorCode::denied,
            sqlserver_fault(0, "", error.get_error_message(), address_.server_host()).reason, true};
}

}  // namespace scan
