#include "bench/grown_file.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "adapters/sqlite/sqlite_engine.h"

namespace scan::bench {
namespace {

void execute(const std::string& path, const std::string& sql) {
    sqlite3* db = nullptr;
    if (sqlite3_open(path.c_str(), &db) != SQLITE_OK ||
        sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fmt::print(stderr, "{}\n", sqlite3_errmsg(db));
        std::abort();
    }
    sqlite3_close(db);
}

std::string filled_file(const ScratchFolder& folder, std::uint32_t parcels) {
    const std::string path = folder.file(fmt::format("{}.db", parcels));
    SystemClock clock;
    static_cast<void>(make_sqlite_engine({.path = path}, clock)->migrate_store());
    // Without a journal, which would hold it all once more. The engine opens it with its own again.
    execute(path,
            fmt::format("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                        "WITH RECURSIVE parcel(id) AS"
                        " (SELECT 1 UNION ALL SELECT id + 1 FROM parcel WHERE id < {})"
                        "INSERT INTO parcel_summary (parcel_id, latest_event_id, latest_type,"
                        " latest_created_date_time_utc, latest_status_code, latest_run_id,"
                        " picked_up_at_utc, picked_up_event_id)"
                        "SELECT id, id, 'STATUS', '2026-01-01T00:00:00.0000000Z', 'IN_TRANSIT',"
                        " 'NC20260101', '2026-01-01T00:00:00.0000000Z', id FROM parcel",
                        parcels));
    return path;
}

const std::string& filled(std::uint32_t parcels) {
    static const ScratchFolder folder;
    static std::map<std::uint32_t, std::string> files;
    const auto known = files.find(parcels);
    if (known != files.end()) return known->second;
    return files[parcels] = filled_file(folder, parcels);
}

}  // namespace

GrownFile::GrownFile(std::uint32_t parcels) {
    std::filesystem::copy_file(filled(parcels), path());
    ::sync();
}

}  // namespace scan::bench
