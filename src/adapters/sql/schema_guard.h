#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>

#include "adapters/sql/call_watch.h"
#include "adapters/sql/dialect.h"
#include "base/clock.h"

namespace scan {

struct SchemaVersions {
    int found = 0;  // 0: the tables were not there yet
    int now = 0;
};

// Told before each migration begins: a line for people. May be empty.
using MigrationReport = std::function<void(const std::string& line)>;

// Sees to it that the tables are there before anybody uses them: once for all sessions of the process, however many come at once.
//
// A number in the database, the version, counts the migrations that were made. Each is one transaction that makes the tables and raises
// the number, and reads the number again inside, so that of several processes one makes it. The exception are indexes of tables that may
// be large: a migration whose name ends with "_concurrently" has nothing else, and each is made in a second session, beside the
// transaction, so that nobody who writes has to wait. One that was cut off is begun again.
//
// A program meets three kinds of tables. Older ones are migrated, or refused. Newer ones are used, because migrations only add; but a
// migration that older programs cannot live with says so (`needs_name`), and those refuse the tables from then on. What was ready once
// is not asked again: a worker keeps running when a newer one migrates.
class SchemaGuard {
public:
    // `migrate`: bring older tables up to date; otherwise they are an error.
    SchemaGuard(const Dialect& dialect, Clock& clock, Schema schema, bool migrate)
        : dialect_(dialect), clock_(clock), schema_(schema), migrate_(migrate) {}
    SchemaGuard(const SchemaGuard&) = delete;
    SchemaGuard& operator=(const SchemaGuard&) = delete;

    // Whether the tables may be used. False: they are older, and `migrate` is to be called. denied: they are too new for this program, or
    // missing or older and not to be migrated. Throws soci_error, and then the session is to be closed.
    Result<bool> is_ready(soci::session& session);

    // Brings older tables up to date in a session of its own, whatever the setting says, and takes the time that it takes. Waits for at
    // most `patience` for another thread that is at it. Throws soci_error.
    Result<SchemaVersions> migrate(CallWatch& watch, Duration patience,
                                   const MigrationReport& report = {});

private:
    Result<SchemaVersions> bring_up_to_date(soci::session& session, CallWatch& watch,
                                            const MigrationReport& report);
    int latest() const;
    int read_version(soci::session& session, const std::string& name) const;
    Result<> check_newer(soci::session& session, int version) const;
    Error older(int version) const;
    void apply_next(soci::session& session, int version, CallWatch& watch);
    void make_indexes(const NamedSql& migration, CallWatch& watch) const;

    const Dialect& dialect_;
    Clock& clock_;
    const Schema schema_;
    const bool migrate_;
    std::atomic<bool> is_ready_ = false;
    std::timed_mutex migrating_;
};

}  // namespace scan
