#include "adapters/sql/schema_guard.h"

#include <fmt/format.h>
#include <soci/soci.h>

#include "adapters/sql/sql_script.h"
#include "base/require.h"

namespace scan {
namespace {

// A migration that lasts longer is cut off and begun again.
constexpr auto kMigrationMax = std::chrono::hours(24);

// The row that says which version a program must know at least.
std::string needs_name(Schema schema) {
    return fmt::format("{}_needs", name_of(schema));
}

bool is_concurrent(const NamedSql& migration) {
    return migration.name.ends_with("_concurrently");
}

// In "CREATE INDEX CONCURRENTLY IF NOT EXISTS name ON …".
std::string index_name(std::string_view statement) {
    constexpr std::string_view kBefore = "CREATE INDEX CONCURRENTLY IF NOT EXISTS ";
    require(statement.starts_with(kBefore),
            "a concurrent migration makes indexes and nothing else");
    const std::size_t begin = kBefore.size();
    return std::string(statement.substr(begin, statement.find(' ', begin) - begin));
}

}  // namespace

Result<bool> SchemaGuard::is_ready(soci::session& session) {
    if (is_ready_) return true;
    const int version = read_version(session, std::string(name_of(schema_)));
    if (version < latest()) {
        if (migrate_) return false;
        return std::unexpected(older(version));
    }
    if (auto allowed = check_newer(session, version); !allowed)
        return std::unexpected(allowed.error());
    is_ready_ = true;
    return true;
}

Result<SchemaVersions> SchemaGuard::migrate(CallWatch& watch, Duration patience,
                                            const MigrationReport& report) {
    const std::unique_lock lock(migrating_, patience);
    if (!lock.owns_lock()) {
        return fail(ErrorCode::transient,
                    fmt::format("{}: another thread is bringing the {} tables up to date",
                                dialect_.location(), name_of(schema_)));
    }
    soci::session session;
    dialect_.open(session, Role::migration);
    const auto breaker = dialect_.breaker(session);
    const WatchedCall call(watch, breaker.get(), std::chrono::steady_clock::now() + kMigrationMax);
    auto versions = bring_up_to_date(session, watch, report);
    if (versions) is_ready_ = true;
    return versions;
}

Result<SchemaVersions> SchemaGuard::bring_up_to_date(soci::session& session, CallWatch& watch,
                                                     const MigrationReport& report) {
    const std::string name(name_of(schema_));
    const int found = read_version(session, name);
    int now = found;
    // Each turn looks again, because another process may have brought the tables there, or beyond.
    while (now < latest()) {
        if (report) {
            report(fmt::format("{}: version {} of {} ({})", name, now + 1, latest(),
                               dialect_.migrations(schema_)[static_cast<std::size_t>(now)].name));
        }
        apply_next(session, now, watch);
        now = read_version(session, name);
    }
    if (auto allowed = check_newer(session, now); !allowed) return std::unexpected(allowed.error());
    return SchemaVersions{.found = found, .now = now};
}

int SchemaGuard::latest() const {
    return static_cast<int>(dialect_.migrations(schema_).size());
}

int SchemaGuard::read_version(soci::session& session, const std::string& name) const {
    int tables = 0;
    session << std::string(dialect_.query("schema_version_exists")), soci::into(tables);
    if (tables == 0) return 0;
    int version = 0;
    session << std::string(dialect_.query("read_schema_version")), soci::use(name, "name"),
        soci::into(version);
    return version;
}

Result<> SchemaGuard::check_newer(soci::session& session, int version) const {
    if (version <= latest()) return {};
    const int needed = read_version(session, needs_name(schema_));
    if (needed <= latest()) return {};
    return std::unexpected(Error{
        .code = ErrorCode::denied,
        .message = fmt::format("the {} tables in {} are of version {} and need a program that "
                               "knows version {}; this program knows up to {}: use the newer "
                               "program",
                               name_of(schema_), dialect_.location(), version, needed, latest()),
        .cause = ErrorCause::schema_newer});
}

Error SchemaGuard::older(int version) const {
    const std::string what = version == 0 ? "has no tables yet"
                                          : fmt::format(
                                                "has tables of version {}, and version {} "
                                                "is needed",
                                                version, latest());
    return {.code = ErrorCode::denied,
            .message = fmt::format("the {} in {} {}: run `scan-event-worker migrate`",
                                   name_of(schema_), dialect_.location(), what),
            .cause = version == 0 ? ErrorCause::no_tables : ErrorCause::schema_older};
}

void SchemaGuard::apply_next(soci::session& session, int version, CallWatch& watch) {
    // If this throws, the caller closes the session, which ends the transaction.
    dialect_.begin(session, Intent::migration);
    if (read_version(session, std::string(name_of(schema_))) == version) {
        const NamedSql& migration = dialect_.migrations(schema_)[static_cast<std::size_t>(version)];
        session << std::string(dialect_.query("create_schema_version"));
        if (is_concurrent(migration)) {
            make_indexes(migration, watch);
        } else {
            for (const std::string_view statement : split_script(migration.text))
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

// Beside the transaction, whose lock keeps other processes from doing the same.
void SchemaGuard::make_indexes(const NamedSql& migration, CallWatch& watch) const {
    soci::session session;
    dialect_.open(session, Role::migration);
    const auto breaker = dialect_.breaker(session);
    const WatchedCall call(watch, breaker.get(), std::chrono::steady_clock::now() + kMigrationMax);
    for (const std::string_view statement : split_script(migration.text)) {
        const std::string name = index_name(statement);
        int is_valid = 0;
        session << std::string(dialect_.query("is_index_valid")), soci::use(name, "name"),
            soci::into(is_valid);
        // One whose making was cut off is there, and of no use.
        if (session.got_data() && is_valid == 0) session << "DROP INDEX " + name;
        session << std::string(statement);
    }
}

}  // namespace scan
