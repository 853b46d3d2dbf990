#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "adapters/sql/call_watch.h"
#include "adapters/sql/dialect.h"
#include "adapters/sql/row_writer.h"
#include "adapters/sqlite/sqlite_engine.h"
#include "base/mutex.h"

namespace scan {

// SQLite in write-ahead-log mode: readers and the one writer do not wait for each other, across processes.
class SqliteDialect final : public Dialect {
public:
    SqliteDialect(const SqliteSettings& settings, Clock& clock);

    const std::string& location() const override { return location_; }
    std::span<const NamedSql> queries() const override;
    std::span<const NamedSql> migrations(Schema schema) const override;
    void open(soci::session& session, Role role) const override;
    void enter(soci::session& session, Role role) const override;
    std::unique_ptr<SessionBreaker> breaker(soci::session& session) const override;
    std::unique_ptr<ProcessGate> process_gate() const override;
    void check(soci::session& session) const override;
    void begin(soci::session& session, Intent intent) const override;
    const BatchWriterMaker& batch_writers() const override { return row_writers_; }
    DriverFault classify(const soci::soci_error& error) const override;

private:
    struct FileIdentity {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        bool operator==(const FileIdentity&) const = default;
    };

    void refuse_network_file_system() const;
    void expect_the_same_file() const;
    void wait_when_busy(soci::session& session) const;
    void use_write_ahead_log(soci::session& session) const;
    void restart_long_log(soci::session& session) const;
    void add_functions(soci::session& session) const;

    const SqliteSettings settings_;
    const std::string location_;
    const std::string boot_id_;
    Clock& clock_;
    mutable std::atomic<Instant> log_restart_due_{};
    mutable Mutex mutex_;
    mutable std::optional<FileIdentity> file_ GUARDED_BY(mutex_);  // that was first opened
    // Measured on this driver: 1.3 times as fast as a set of rows in one JSON parameter.
    const RowWriterMaker row_writers_;
};

}  // namespace scan
