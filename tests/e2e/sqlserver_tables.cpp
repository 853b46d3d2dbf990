#include "tests/e2e/sqlserver_tables.h"

#include <stdexcept>

namespace scan {
namespace {

bool says_no_such_table(std::string_view error) {
    return error.contains("Invalid object name") || error.contains("does not exist");
}

// "2026-01-01 00:01:07.1234567 +00:00" with the T and Z of the other engines.
std::string with_letters(std::string time) {
    constexpr std::string_view kUtc = " +00:00";
    if (!time.ends_with(kUtc)) return time;
    time.replace(time.size() - kUtc.size(), kUtc.size(), "Z");
    time[time.find(' ')] = 'T';
    return time;
}

}  // namespace

std::vector<Tables::Row> SqlServerTables::rows(const std::string& sql) const {
    std::string own = sql;
    std::erase(own, '_');
    std::vector<Row> rows;
    try {
        for (const auto& found : connection_.rows(own)) {
            Row& row = rows.emplace_back();
            for (const auto& column : found) row.push_back(column.value_or(""));
        }
    } catch (const std::runtime_error& error) {
        if (!says_no_such_table(error.what())) throw;
    }
    return rows;
}

ParcelTable SqlServerTables::parcels() const {
    auto found = rows(
        "SELECT parcel_id, latest_event_id, latest_type, latest_created_datetime_utc, "
        "latest_status_code, latest_run_id, picked_up_at_utc, picked_up_event_id, "
        "delivered_at_utc, delivered_event_id FROM parcel_summary");
    for (Row& row : found) {
        for (const std::size_t time : {3u, 6u, 8u}) row[time] = with_letters(std::move(row[time]));
    }
    auto table = parcel_table(found);
    return times_are_rounded_ ? in_seconds(std::move(table)) : table;
}

ParcelTable in_seconds(ParcelTable table) {
    constexpr std::size_t kToTheSecond = std::string_view("YYYY-MM-DDTHH:MM:SS").size();
    for (auto& [parcel_id, row] : table) {
        for (std::string* time : {&row.latest_created_at, &row.picked_up_at, &row.delivered_at}) {
            if (!time->empty()) time->resize(kToTheSecond);
        }
    }
    return table;
}

}  // namespace scan
