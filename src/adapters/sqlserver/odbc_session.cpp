#include "adapters/sqlserver/odbc_session.h"

#include <soci/soci.h>
#include <sqlext.h>

#include "adapters/sqlserver/odbc_statement.h"

namespace scan {
namespace {

SQLCHAR* chars(std::string_view text) {
    return reinterpret_cast<SQLCHAR*>(const_cast<char*>(text.data()));
}

std::int64_t whole_seconds(Duration timeout) {
    return std::max(std::chrono::floor<std::chrono::seconds>(timeout).count(), std::int64_t{1});
}

const OdbcHandle* version_3(const OdbcHandle* environment) {
    environment->check(
        ::SQLSetEnvAttr(environment->get(), SQL_ATTR_ODBC_VERSION, odbc_number(SQL_OV_ODBC3), 0));
    return environment;
}

}  // namespace

OdbcSession::OdbcSession(const std::string& connect_string, Duration login_timeout,
                         Duration timeout)
    : timeout_(timeout),
      environment_(SQL_HANDLE_ENV, nullptr),
      connection_(SQL_HANDLE_DBC, version_3(&environment_)) {
    connection_.check(::SQLSetConnectAttr(connection_.get(), SQL_ATTR_LOGIN_TIMEOUT,
                                          odbc_number(whole_seconds(login_timeout)), 0));
    SQLSMALLINT length = 0;
    connection_.check(::SQLDriverConnect(connection_.get(), nullptr, chars(connect_string),
                                         static_cast<SQLSMALLINT>(connect_string.size()), nullptr,
                                         0, &length, SQL_DRIVER_NOPROMPT));
}

OdbcSession::~OdbcSession() {
    ::SQLDisconnect(connection_.get());
}

void OdbcSession::execute(std::string_view sql) {
    OdbcStatement statement(connection_, timeout_);
    statement.alloc();
    statement.prepare(std::string(sql), soci::details::st_one_time_query);
    statement.execute(0);
    statement.clean_up();
}

bool OdbcSession::is_connected() {
    try {
        execute("SELECT 1");
        return true;
    } catch (const OdbcError&) {
        return false;
    }
}

// The server's own statements and not the driver's mode without autocommit, in which a look begins a transaction too.
void OdbcSession::begin() {
    execute("BEGIN TRANSACTION");
}

void OdbcSession::commit() {
    execute("COMMIT TRANSACTION");
}

void OdbcSession::rollback() {
    execute("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION");
}

soci::details::statement_backend* OdbcSession::make_statement_backend() {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): SOCI deletes it.
    return new OdbcStatement(connection_, timeout_);
}

soci::details::rowid_backend* OdbcSession::make_rowid_backend() {
    throw soci::soci_error("no row ids");
}

soci::details::blob_backend* OdbcSession::make_blob_backend() {
    throw soci::soci_error("no blobs");
}

OdbcSession* OdbcFactory::make_session(const soci::connection_parameters& parameters) const {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): SOCI deletes it.
    return new OdbcSession(parameters.get_connect_string(), login_timeout_, timeout_);
}

}  // namespace scan
