#pragma once

#include <atomic>
#include <string>

#include "adapters/postgres/postgres_address.h"
#include "adapters/postgres/postgres_writer.h"
#include "adapters/sql/dialect.h"

namespace scan {

class PostgresDialect final : public Dialect {
public:
    // `password_file` is read anew for each session; empty: the address says all.
    PostgresDialect(const PostgresAddress& address, Duration timeout,
                    std::string password_file = {});

    const std::string& location() const override { return location_; }
    std::span<const NamedSql> queries() const override;
    std::span<const NamedSql> migrations(Schema schema) const override;
    void open(soci::session& session, Role role) const override;
    void enter(soci::session& session, Role role) const override;
    std::unique_ptr<SessionBreaker> breaker(soci::session& session) const override;
    void begin(soci::session& session, Intent intent) const override;
    const BatchWriterMaker& batch_writers() const override { return writers_; }
    // A pooler may have the next one run in another session, so each is sent whole, in one round trip.
    bool prepares_statements() const override { return !is_pooled_; }
    DriverFault classify(const soci::soci_error& error) const override;

private:
    void connect(soci::session& session) const;
    void take_migration_lock(soci::session& session) const;
    void set_up(soci::session& session, Role role) const;

    const PostgresAddress address_;
    const std::string password_file_;
    const Duration timeout_;
    const std::string location_;
    const SetWriterMaker<PostgresWriter> writers_;
    mutable std::atomic<bool> is_pooled_ = false;  // a pooler was at the other end, when last seen
};

}  // namespace scan
