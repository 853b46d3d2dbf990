#include "adapters/sql/schema_guard.h"

#include <fmt/format.h>
#include <soci/soci.h>

#include "adapters/sql/sql_script.h"

namespace scan {

Result<> SchemaGuard::ensure(soci::session& session) {
    const std::lock_guard lock(mutex_);
    if (is_ensured_) return {};
    const auto versions = bring_up_to_date(session, migrate_);
    if (!versions) return std::unexpected(versions.error());
    is_ensured_ = true;
    return {};
}

Result<SchemaVersions> SchemaGuard::migrate(soci::session& session) {
    const std::lock_guard lock(mutex_);
    return bring_up_to_date(session, true);
}

Result<SchemaVersions> SchemaGuard::bring_up_to_date(soci::session& session, bool may_migrate) {
    const int latest = static_cast<int>(dialect_.migrations(schema_).size());
    const int found = read_version(session);
    int now = found;
    // Each turn looks again, because another process may have brought the tables there, or beyond.
    while (now != latest) {
        if (auto allowed = check(now, may_migrate); !allowed) {
            return std::unexpected(allowed.error());
        }
        apply_next(session, now);
        now = read_version(session);
    }
    return SchemaVersions{.found = found, .now = now};
}

int SchemaGuard::read_version(soci::session& session) const {
    int tables = 0;
    session << std::string(dialect_.query("schema_version_exists")), soci::into(tables);
    if (tables == 0) return 0;
    int version = 0;
    const std::string name(name_of(schema_));
    session << std::string(dialect_.query("read_schema_version")), soci::use(name, "name"),
        soci::into(version);
    return version;
}

Result<> SchemaGuard::check(int version, bool may_migrate) const {
    const auto latest = static_cast<int>(dialect_.migrations(schema_).size());
    if (version > latest) {
        return fail(ErrorCode::denied,
                    fmt::format("the {} tables in {} are of version {}; this program knows up to "
                                "{}: use the newer program",
                                name_of(schema_), dialect_.location(), version, latest));
    }
    if (may_migrate) return {};
    const std::string what = version == 0 ? "has no tables yet"
                                          : fmt::format(
                                                "has tables of version {}, and version {} "
                                                "is needed",
                                                version, latest);
    return fail(ErrorCode::denied, fmt::format("the {} in {} {}: run `scan-event-worker migrate`",
                                               name_of(schema_), dialect_.location(), what));
}

void SchemaGuard::apply_next(soci::session& session, int version) {
    // Where this throws, the caller closes the session, which ends the transaction.
    dialect_.begin(session, Intent::migration);
    if (read_version(session) == version) {
        const NamedSql& migration = dialect_.migrations(schema_)[static_cast<std::size_t>(version)];
        session << std::string(dialect_.query("create_schema_version"));
        for (const std::string_view statement : split_script(migration.text)) {
            session << std::string(statement);
        }
        const std::string name(name_of(schema_));
        const std::string now = clock_.utc_now().to_string();
        const int next = version + 1;
        session << std::string(dialect_.query("write_schema_version")), soci::use(name, "name"),
            soci::use(next, "version"), soci::use(now, "now");
    }
    session.commit();
}

}  // namespace scan
