#include "tests/e2e/table_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <stdexcept>

namespace scan {
namespace {

constexpr int kBusyMilliseconds = 30'000;

}  // namespace

TableFile::TableFile(const std::filesystem::path& path) : path_(path) {
    // Opened so that a file is never made by looking at it.
    if (sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
        sqlite3_close(database_);
        database_ = nullptr;
        return;
    }
    sqlite3_busy_timeout(database_, kBusyMilliseconds);
}

TableFile::~TableFile() {
    sqlite3_close(database_);
}

std::vector<TableFile::Row> TableFile::rows(const std::string& sql) const {
    std::vector<Row> rows;
    if (database_ == nullptr) return rows;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
        const std::string message = sqlite3_errmsg(database_);
        if (message.starts_with("no such table")) return rows;
        throw std::runtime_error(message);
    }
    int step = sqlite3_step(statement);
    for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
        Row& row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
            row.emplace_back(text == nullptr ? "" : text);
        }
    }
    sqlite3_finalize(statement);
    if (step != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    return rows;
}

void TableFile::execute(const std::string& sql) const {
    if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(database_));
    }
}

bool TableFile::is_free() const {
    const bool begun = lock();
    if (begun) unlock();
    return begun && is_gate_free();
}

bool TableFile::is_gate_free() const {
    const int gate = ::open((path_.string() + "-gate").c_str(), O_RDWR | O_CLOEXEC);
    if (gate < 0) return true;
    const bool is_free = ::flock(gate, LOCK_EX | LOCK_NB) == 0;
    ::close(gate);
    return is_free;
}

bool TableFile::lock() const {
    sqlite3_busy_timeout(database_, 0);
    const bool begun =
        sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_busy_timeout(database_, kBusyMilliseconds);
    return begun;
}

ParcelTable TableFile::parcels() const {
    return parcel_table(
        rows("SELECT parcel_id, latest_event_id, latest_type, latest_created_date_time_utc, "
             "latest_status_code, latest_run_id, picked_up_at_utc, picked_up_event_id, "
             "delivered_at_utc, delivered_event_id FROM parcel_summary"));
}

}  // namespace scan
