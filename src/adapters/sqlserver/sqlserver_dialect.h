#pragma once

#include <optional>
#include <string>

#include "adapters/sql/call_watch.h"
#include "adapters/sql/dialect.h"
#include "adapters/sqlserver/freetds_conf.h"
#include "adapters/sqlserver/odbc_session.h"
#include "adapters/sqlserver/sqlserver_address.h"
#include "adapters/sqlserver/sqlserver_writer.h"

namespace scan {

class SqlServerDialect final : public Dialect {
public:
    SqlServerDialect(const SqlServerAddress& address, Duration timeout);

    const std::string& location() const override { return location_; }
    std::span<const NamedSql> queries() const override;
    std::span<const NamedSql> migrations(Schema schema) const override;
    void open(soci::session& session, Role role) const override;
    void enter(soci::session& session, Role role) const override;
    // The driver's own timeout ends its calls.
    std::unique_ptr<SessionBreaker> breaker(soci::session& /*session*/) const override {
        return nullptr;
    }
    bool has_one_writer() const override { return false; }
    void begin(soci::session& session, Intent intent) const override;
    const BatchWriterMaker& batch_writers() const override { return writers_; }
    Fault classify(const soci::soci_error& error) const override;

private:
    void connect(soci::session& session, const std::string& database) const;
    void create_database() const;
    std::string connect_string(const std::string& database) const;

    const SqlServerAddress address_;
    const Duration timeout_;
    const std::string location_;
    std::optional<FreetdsConf>
        freetds_;  // nothing: another driver, which takes everything in its connection string
    const OdbcFactory driver_;
    const SetWriterMaker<SqlServerWriter> writers_;
};

}  // namespace scan
