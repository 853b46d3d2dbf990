#include "tests/e2e/database_tables.h"

#include <fmt/format.h>

namespace scan {
namespace {

std::string as_text(const std::string& time_column) {
    return fmt::format(R"(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"'))",
                       time_column);
}

}  // namespace

std::vector<Tables::Row> DatabaseTables::rows(const std::string& sql) const {
    std::vector<Row> rows;
    try {
        for (const auto& found : connection_.rows(sql)) {
            Row& row = rows.emplace_back();
            for (const auto& column : found) row.push_back(column.value_or(""));
        }
    } catch (const std::runtime_error& error) {
        if (std::string_view(error.what()).find("does not exist") == std::string_view::npos) throw;
    }
    return rows;
}

ParcelTable DatabaseTables::parcels() const {
    return parcel_table(
        rows(fmt::format("SELECT parcel_id, latest_event_id, latest_type, {}, latest_status_code, "
                         "latest_run_id, {}, "
                         "picked_up_event_id, {}, delivered_event_id FROM parcel_summary",
                         as_text("latest_created_date_time_utc"), as_text("picked_up_at_utc"),
                         as_text("delivered_at_utc"))));
}

ParcelTable in_microseconds(ParcelTable table) {
    for (auto& [parcel_id, row] : table) {
        for (std::string* time : {&row.latest_created_at, &row.picked_up_at, &row.delivered_at}) {
            if (!time->empty()) time->replace(time->size() - 2, 1, "0");
        }
    }
    return table;
}

}  // namespace scan
