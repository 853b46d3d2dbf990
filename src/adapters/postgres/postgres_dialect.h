#pragma once

#include <string>

#include "adapters/postgres/postgres_address.h"
#include "adapters/postgres/postgres_writer.h"
#include "adapters/sql/dialect.h"

namespace scan {

class PostgresDialect final : public Dialect {
public:
    PostgresDialect(const PostgresAddress& address, Duration timeout);

    const std::string& location() const override { return location_; }
    std::span<const NamedSql> queries() const override;
    std::span<const NamedSql> migrations(Schema schema) const override;
    void open(soci::session& session, Role role) const override;
    void enter(soci::session& session, Role role) const override;
    std::unique_ptr<SessionBreaker> breaker(soci::session& session) const override;
    bool has_one_writer() const override { return false; }
    void begin(soci::session& session, Intent intent) const override;
    const BatchWriterMaker& batch_writers() const override { return writers_; }
    Fault classify(const soci::soci_error& error) const override;

private:
    void connect(soci::session& session) const;

    const PostgresAddress address_;
    const Duration timeout_;
    const std::string location_;
    const SetWriterMaker<PostgresWriter> writers_;
};

}  // namespace scan
