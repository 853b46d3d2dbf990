#pragma once

#include <soci/soci-backend.h>

#include "adapters/sqlserver/odbc_handle.h"
#include "base/clock.h"

namespace scan {

// SOCI's way to an ODBC driver, in the place of SOCI's own, which ends the process when a connection breaks inside a transaction, loses memory at
// each failed attempt to connect, takes 100 MiB for each NVARCHAR(MAX) column, describes columns before parameters are known, and
// sees no error behind the first result of a batch. What the dialect does not use is not there, and throws. Throws OdbcError.
class OdbcSession final : public soci::details::session_backend {
public:
    OdbcSession(const std::string& connect_string, Duration login_timeout, Duration timeout);
    ~OdbcSession() override;
    OdbcSession(const OdbcSession&) = delete;
    OdbcSession& operator=(const OdbcSession&) = delete;

    bool is_connected() override;
    void begin() override;
    void commit() override;
    // Where there is no transaction any more, nothing.
    void rollback() override;
    std::string get_dummy_from_table() const override { return {}; }
    std::string get_backend_name() const override { return "odbc"; }
    soci::details::statement_backend* make_statement_backend() override;
    soci::details::rowid_backend* make_rowid_backend() override;
    soci::details::blob_backend* make_blob_backend() override;

private:
    void execute(std::string_view sql);

    const Duration timeout_;  // of each statement, in whole seconds; zero: none
    const OdbcHandle environment_;
    const OdbcHandle connection_;
};

class OdbcFactory final : public soci::backend_factory {
public:
    // They end connecting, and each statement; zero ends no statement.
    OdbcFactory(Duration login_timeout, Duration timeout)
        : login_timeout_(login_timeout), timeout_(timeout) {}

    OdbcSession* make_session(const soci::connection_parameters& parameters) const override;

private:
    const Duration login_timeout_;
    const Duration timeout_;
};

}  // namespace scan
