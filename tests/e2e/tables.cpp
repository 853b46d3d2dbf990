#include "tests/e2e/tables.h"

namespace scan {

std::string Tables::text(const std::string& sql) const {
    const std::vector<Row> all = rows(sql);
    return all.empty() ? "" : all.front().front();
}

std::int64_t Tables::number(const std::string& sql) const {
    const std::string found = text(sql);
    return found.empty() ? 0 : std::stoll(found);
}

ParcelTable parcel_table(const std::vector<Tables::Row>& rows) {
    ParcelTable table;
    for (const Tables::Row& row : rows) {
        table[std::stoll(row[0])] = {row[1], row[2], row[3], row[4], row[5],
                                     row[6], row[7], row[8], row[9]};
    }
    return table;
}

bool is_lease_held_by(const Tables& store, pid_t id) {
    const std::string holder = store.text("SELECT lease_holder FROM processing_state");
    return holder.find(":" + std::to_string(id) + ":") != std::string::npos;
}

}  // namespace scan
