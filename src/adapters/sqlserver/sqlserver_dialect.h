#pragma once

#include <functional>
#include <optional>
#include <string>

#include "adapters/sql/call_watch.h"
#include "adapters/sql/dialect.h"
#include "adapters/sql/login_file.h"
#include "adapters/sqlserver/freetds_conf.h"
#include "adapters/sqlserver/odbc_session.h"
#include "adapters/sqlserver/sqlserver_address.h"
#include "adapters/sqlserver/sqlserver_writer.h"

namespace scan {

// What becomes of a database that is not there.
struct MissingDatabase {
    bool is_created = false;                                   // else it is an error
    std::function<void(const std::string& line)> notice = {};  // is told that it was created
};

class SqlServerDialect final : public Dialect {
public:
    // `password_file` is read anew for each session; empty: the address says all.
    SqlServerDialect(const SqlServerAddress& address, Duration timeout,
                     MissingDatabase missing = {}, std::string password_file = {});

    const std::string& location() const override { return location_; }
    std::span<const NamedSql> queries() const override;
    std::span<const NamedSql> migrations(Schema schema) const override;
    void open(soci::session& session, Role role) const override;
    void enter(soci::session& session, Role role) const override;
    // The driver's own timeout ends its calls.
    std::unique_ptr<SessionBreaker> breaker(soci::session& /*session*/) const override {
        return nullptr;
    }
    void begin(soci::session& session, Intent intent) const override;
    const BatchWriterMaker& batch_writers() const override { return writers_; }
    DriverFault classify(const soci::soci_error& error) const override;

private:
    void connect(soci::session& session, const std::string& database, Role role) const;
    void create_database() const;
    // Who logs in by now. Throws OdbcError if nobody can.
    DatabaseLogin login() const;
    std::string connect_string(const std::string& database) const;

    const SqlServerAddress address_;
    const std::string password_file_;
    const Duration timeout_;
    const MissingDatabase missing_;
    const std::string location_;
    std::optional<FreetdsConf>
        freetds_;  // nothing: another driver, which takes everything in its connection string
    const OdbcFactory driver_;
    const OdbcFactory migration_driver_;  // whose statements take the time that they take
    const SetWriterMaker<SqlServerWriter> writers_;
};

}  // namespace scan
