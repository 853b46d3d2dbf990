#include "bench/grown_database.h"

#include <fmt/format.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"

namespace scan::bench {
namespace {

std::unique_ptr<PostgresDatabase> filled_database(std::uint32_t parcels) {
    auto database = std::make_unique<PostgresDatabase>();
    SystemClock clock;
    static_cast<void>(
        make_postgres_engine({.address = database->address()}, clock)->migrate_store());
    RawPostgres raw = database->raw();
    raw.execute(
        fmt::format("INSERT INTO parcel_summary (parcel_id, latest_event_id, latest_type,"
                    " latest_created_date_time_utc, latest_status_code, latest_run_id,"
                    " picked_up_at_utc, picked_up_event_id)"
                    "SELECT id, id, 'STATUS', timestamptz '2026-01-01', 'IN_TRANSIT', 'NC20260101',"
                    " timestamptz '2026-01-01', id FROM generate_series(1, {}) AS id",
                    parcels));
    raw.execute("VACUUM (FREEZE, ANALYZE) parcel_summary");
    raw.execute("CHECKPOINT");
    return database;
}

const std::string& filled(std::uint32_t parcels) {
    PostgresCluster::shared();  // made before the databases, and so ended after them
    static std::map<std::uint32_t, std::unique_ptr<PostgresDatabase>> databases;
    auto& database = databases[parcels];
    if (!database) database = filled_database(parcels);
    return database->name();
}

RawPostgres server() {
    return RawPostgres(postgres_url(PostgresCluster::shared(), "postgres"));
}

}  // namespace

GrownDatabase::GrownDatabase(std::uint32_t parcels) : name_("grown") {
    const std::string& original = filled(parcels);
    RawPostgres raw = server();
    // From 15 on a copy goes through the log, block by block, unless it is told not to.
    constexpr int kCopiesByLog = 150'000;
    const bool by_log = std::stoi(raw.value("SHOW server_version_num")) >= kCopiesByLog;
    raw.execute(fmt::format("CREATE DATABASE {} TEMPLATE {}{}", name_, original,
                            by_log ? " STRATEGY FILE_COPY" : ""));
    raw.execute(fmt::format("ALTER DATABASE {} SET TimeZone = 'UTC'", name_));
    raw.execute("CHECKPOINT");
    ::sync();
}

GrownDatabase::~GrownDatabase() {
    server().execute(fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
}

std::string GrownDatabase::url() const {
    return postgres_url(PostgresCluster::shared(), name_);
}

}  // namespace scan::bench
