#pragma once

#include <mutex>

#include "adapters/sql/dialect.h"
#include "base/clock.h"

namespace scan {

struct SchemaVersions {
    int found = 0;  // 0: the tables were not there yet
    int now = 0;
};

// Sees to it that the tables are there before anybody uses them: once for all sessions of the process, however many come at once.
class SchemaGuard {
public:
    // `migrate`: bring older tables up to date; otherwise they are an error.
    SchemaGuard(const Dialect& dialect, Clock& clock, Schema schema, bool migrate)
        : dialect_(dialect), clock_(clock), schema_(schema), migrate_(migrate) {}
    SchemaGuard(const SchemaGuard&) = delete;
    SchemaGuard& operator=(const SchemaGuard&) = delete;

    // denied: tables newer than this program, or missing or older and not to be migrated. After the first success it asks no more:
    // migrations are additive, so a worker keeps running when a newer one migrates. Throws soci_error, and then the session is to be closed.
    Result<> ensure(soci::session& session);

    // Brings the tables up to date whatever the setting says. Throws as `ensure`.
    Result<SchemaVersions> migrate(soci::session& session);

private:
    Result<SchemaVersions> bring_up_to_date(soci::session& session, bool may_migrate);
    int read_version(soci::session& session) const;
    Result<> check(int version, bool may_migrate) const;
    void apply_next(soci::session& session, int version);

    const Dialect& dialect_;
    Clock& clock_;
    const Schema schema_;
    const bool migrate_;
    std::mutex mutex_;
    bool is_ensured_ = false;
};

}  // namespace scan
