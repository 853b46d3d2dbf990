#include "bench/bare_upsert.h"

#include <sqlite3.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace scan::bench {
static void check(int result) {
    if (result != SQLITE_OK && result != SQLITE_DONE) std::abort();
}

static void bind_text(sqlite3_stmt* insert, int at, const std::string& text) {
    check(sqlite3_bind_text(insert, at, text.data(), static_cast<int>(text.size()),
                            SQLITE_TRANSIENT));
}

static void bind_milestone(sqlite3_stmt* insert, int at,
                           const std::optional<Milestone>& milestone) {
    if (!milestone) return;
    bind_text(insert, at, milestone->at.to_string());
    check(sqlite3_bind_int64(insert, at + 1, milestone->event_id.value));
}

void bare_upsert(const std::string& path, std::span<const ParcelSummary> rows,
                 std::size_t rows_per_transaction) {
    sqlite3* db = nullptr;
    check(sqlite3_open(path.c_str(), &db));
    check(sqlite3_exec(
        db,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384;"
        "PRAGMA wal_autocheckpoint=8000; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=OFF;",
        nullptr, nullptr, nullptr));
    std::ostringstream sql;
    sql << std::ifstream(SCAN_MERGE_SQL).rdbuf();
    sqlite3_stmt* insert = nullptr;
    check(sqlite3_prepare_v2(db, sql.str().c_str(), -1, &insert, nullptr));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % rows_per_transaction == 0)
            check(sqlite3_exec(db, i == 0 ? "BEGIN" : "COMMIT; BEGIN", nullptr, nullptr, nullptr));
        const ParcelSummary& row = rows[i];
        check(sqlite3_clear_bindings(insert));
        check(sqlite3_bind_int64(insert, 1, row.parcel_id.value));
        check(sqlite3_bind_int64(insert, 2, row.latest.event_id.value));
        bind_text(insert, 3, row.latest.type);
        bind_text(insert, 4, row.latest.created_at.to_string());
        bind_text(insert, 5, row.latest.status_code);
        bind_text(insert, 6, row.latest.run_id);
        bind_milestone(insert, 7, row.picked_up);
        bind_milestone(insert, 9, row.delivered);
        check(sqlite3_step(insert));
        check(sqlite3_reset(insert));
    }
    check(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr));
    sqlite3_finalize(insert);
    sqlite3_close(db);
}

}  // namespace scan::bench
